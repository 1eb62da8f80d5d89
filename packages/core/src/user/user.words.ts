import type { Examples, Fields, Words } from "../reference/words.ts";
import type * as Schemas from "./user.schema.ts";

export const aUser = {
  id: "7f0c2b1e-9a64-4c0d-8f53-2b6f7e1d9c40",
  username: "ada",
  first_name: "Ada",
  last_name: "Lovelace",
  email: "ada@example.com",
};

export const aMe = {
  ...aUser,
  email_verified: true,
  is_superuser: false,
  is_staff: false,
  is_active: true,
  preferences: { timezone: "Europe/Berlin" },
};

export const userExamples: Examples<typeof Schemas> = {
  User: aUser,
  ListedUser: aUser,
  Me: aMe,
  PatchMe: { first_name: "Augusta Ada", preferences: { timezone: "Europe/London", theme: null } },
  PatchUser: { is_active: false },
};

export const userFields: Fields = {
  search: "The beginning of a user name, of a first, last or whole name, or of an e-mail address.",
  project: "Only people of this project, by its key.",
  email_verified: "Whether a code that was sent to the address has been used.",
  is_staff: "Mirrors `is_superuser`.",
  is_active: "False: can't log in any more.",
  preferences:
    "Anything the app wants to remember: 100 keys and 16 KiB at most. A PATCH merges the top-level keys; null removes one. `timezone` is an IANA name.",
};

export const userWords: Words<typeof Schemas.userRoutes> = {
  title: "People",
  about: "Those with whom one shares a project. One's own profile is at `auth/me/`.",
  path: { id: aUser.id },
  routes: {
    list: {
      summary: "The people one may assign",
      about:
        "Everybody with whom the caller shares a project; a superuser finds everybody who belongs to a project, and sees who may log in and who is a superuser.",
      refuses: { 404: "The project doesn't exist, or you aren't in it." },
    },
    patch: {
      summary: "Lock somebody out, or make them a superuser",
      about: "Superusers only. Takes effect at once for new logins, within 15 minutes for tokens that are out.",
      refuses: {
        403: "You are no superuser, or no longer one.",
        409: "Nobody takes away their own power or activity, so that one superuser always remains.",
      },
    },
  },
};
