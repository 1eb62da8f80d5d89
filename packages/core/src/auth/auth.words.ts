import { aProject } from "../project/project.words.ts";
import type { Examples, Fields, Words } from "../reference/words.ts";
import { aMe } from "../user/user.words.ts";
import type * as Schemas from "./auth.schema.ts";

const tokens = { access: "eyJraWQiOiJ4In0.eyJzdWIiOiI3ZjBjMmIxZSJ9.c2ln", refresh: "eyJjdHkiOiJKV1QifQ.c2Vzc2lvbg" };

export const authExamples: Examples<typeof Schemas> = {
  Register: {
    username: "ada",
    email: "ada@example.com",
    password: "nine engines turn",
    first_name: "Ada",
    last_name: "Lovelace",
    project_key: "DEMO",
    project_name: "Demo project",
  },
  Registered: { message: "Welcome to Tessera.", user: aMe, project: aProject, tokens },
  Login: { username: "ada", password: "nine engines turn" },
  LoggedIn: { message: "Welcome back.", user: aMe, tokens },
  Refresh: { refresh: tokens.refresh },
  Refreshed: { access: tokens.access },
  Tokens: tokens,
  VerifyEmail: { code: "K7QF2-MXP9D" },
  Forgot: { username: "ada" },
  Reset: { username: "ada", code: "K7QF2-MXP9D", password: "ten engines turn" },
  ChangePassword: { old_password: "nine engines turn", new_password: "ten engines turn" },
};

export const authFields: Fields = {
  username:
    "3 to 128 letters, digits and `_ . + -`, unique without regard to case. Logging in takes the e-mail address, too.",
  email: "Unique.",
  password:
    "8 to 128 characters, no blank at either end; not the user name, the address, or one of the most common passwords.",
  password_confirm: "If given, the same once more.",
  project_key: "2 to 10 letters and digits, a letter first. Derived from name or user name when not given.",
  project_name: "Of the first project.",
  cookie:
    "The refresh token travels only in an `HttpOnly; Secure; SameSite=Strict` cookie, and `tokens.refresh` is null.",
  refresh: "A refresh token. Left out in cookie mode.",
  access: "Lives 15 minutes.",
  code: "As it came by mail, good for 15 minutes and for one use. Case, blanks and hyphens don't count.",
  old_password: "The present one.",
  new_password: "As `password` at registering.",
};

const wrong = "Wrong, unknown or locked out: one answer for all.";

export const authWords: Words<typeof Schemas.authRoutes> = {
  title: "Log in",
  about: "Registering, sessions and one's own profile.",
  routes: {
    register: {
      summary: "Register",
      about: "Makes the person, a first project with the default columns, and them its lead. All or nothing.",
      refuses: { 409: "User name, e-mail address or the given project key is taken; `errors` names which." },
    },
    login: {
      summary: "Log in",
      about: "After ten wrong passwords for one name from one address within 15 minutes: 429, for the right one, too.",
      refuses: { 401: wrong },
    },
    refresh: {
      summary: "A new access token",
      cookie: true,
      refuses: { 401: "The refresh token is unknown, has run out or was logged out." },
    },
    logout: {
      summary: "Log out",
      about: "The refresh token no longer works. Also 204 when it didn't before.",
      cookie: true,
    },
    sendCode: {
      summary: "Send a code to one's address",
      about: "Nothing is sent when the address is proven already. Five mails within 15 minutes at most, then 429.",
    },
    verifyEmail: {
      summary: "Prove one's address by the code",
      about: "From then on `email_verified` is true. Ten tries within 15 minutes at most, then 429.",
    },
    forgot: {
      summary: "Send a code for a new password",
      about: "The same answer after the same time, whether there is such a person or not.",
    },
    reset: {
      summary: "Set a new password by the code",
      about:
        "Ends every session, and proves the address. A wrong, a used and an old code are a 400 for `code`, unknown people, too.",
    },
    changePassword: {
      summary: "Change one's password",
      about:
        "Ends every session: log in again with the new one. If the request carries the refresh token's cookie, a new one is set.",
    },
    me: { summary: "Who am I?" },
    patchMe: { summary: "Change one's own profile" },
  },
};
