import * as v from "valibot";
import {
  anyObject,
  codePoints,
  displayKey,
  inJsonSchema,
  name,
  optionalName,
  page,
  paging,
  path,
  textRule,
} from "../kit/schema.ts";
import type { Routes } from "../kit/route.ts";

/** A person as other resources show them. */
export const User = v.object({
  id: v.string(),
  username: v.string(),
  first_name: v.nullable(v.string()),
  last_name: v.nullable(v.string()),
  email: v.string(),
});
export type User = v.InferOutput<typeof User>;

const json: v.GenericSchema<unknown> = v.unknown();

/** A person as they see themselves, and as superusers see them. `is_staff` mirrors `is_superuser`. */
export const Me = v.object({
  ...User.entries,
  email_verified: v.boolean(),
  is_superuser: v.boolean(),
  is_staff: v.boolean(),
  is_active: v.boolean(),
  preferences: v.record(v.string(), json),
});
export type Me = v.InferOutput<typeof Me>;

/** A person in a list of people. Superusers are also told whether they may log in, and whether they are superusers. */
export const ListedUser = v.object({
  ...User.entries,
  is_active: v.optional(v.boolean()),
  is_superuser: v.optional(v.boolean()),
});
export type ListedUser = v.InferOutput<typeof ListedUser>;

/** 3–128 letters, digits, `_.+-`; unique without regard to case. */
export const Username = v.pipe(
  name(128),
  textRule((s) => codePoints(s) >= 3, "too_short|Use at least 3 characters.", { minLength: 3 }),
  textRule((s) => codePoints(s.normalize("NFKC")) <= 128, "too_long|Use at most 128 characters.", {}),
  v.regex(/^[\p{L}\p{N}_.+-]+$/u, "invalid|Use letters, digits and _ . + - only."),
);

export const Email = v.pipe(
  name(254),
  inJsonSchema(v.regex(/^[^\s@<>"(),:;[\]\\]+@[^\s@.]+(\.[^\s@.]+)+$/, "invalid|This is no e-mail address."), {
    format: "email",
  }),
);

export const PatchMe = v.strictObject({
  first_name: v.optional(optionalName(150)),
  last_name: v.optional(optionalName(150)),
  /** Top-level keys are merged; null removes one. At most 16 KiB and 100 keys in all. */
  preferences: v.optional(anyObject),
});

export const PatchUser = v.strictObject({ is_active: v.optional(v.boolean()), is_superuser: v.optional(v.boolean()) });

export const FindUsers = v.strictObject({ ...paging, project: v.optional(displayKey), search: v.optional(name(200)) });

export const userRoutes = {
  list: {
    method: "GET",
    path: "/api/tickets/users/",
    access: "user",
    query: FindUsers,
    answer: page(ListedUser),
    status: 200,
  },
  patch: {
    method: "PATCH",
    path: "/api/tickets/users/{id}/",
    access: "user",
    params: path.id,
    body: PatchUser,
    answer: Me,
    status: 200,
  },
} as const satisfies Routes;
