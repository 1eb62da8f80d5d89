import * as v from "valibot";
import { codePoints, name, optionalName, textRule, wellFormed } from "../kit/schema.ts";
import type { Routes } from "../kit/route.ts";
import { Project, ProjectKey } from "../project/project.schema.ts";
import { Email, Me, PatchMe, Username } from "../user/user.schema.ts";

/** 8–128 characters, no class rules (NIST SP 800-63B section 5.1.1.2). Never trimmed. */
export const Password = v.pipe(
  v.string(),
  wellFormed,
  // Cognito takes no blank at either end, and the user pool is where passwords live.
  textRule((s) => s === s.trim(), "blank_end|A password may not begin or end with a blank.", { format: "password" }),
  textRule((s) => codePoints(s) >= 8, "too_short|Use at least 8 characters.", { minLength: 8 }),
  textRule((s) => codePoints(s) <= 128, "too_long|Use at most 128 characters.", { maxLength: 128 }),
);

const anyText = v.pipe(
  v.string(),
  wellFormed,
  v.minLength(1, "blank|This field may not be blank."),
  v.maxLength(4096, "too_long|This is too long."),
);

/** true: the refresh token travels only in an HttpOnly cookie, and `tokens.refresh` is null. */
const cookie = v.optional(v.boolean(), false);

export const Register = v.pipe(
  v.strictObject({
    username: Username,
    email: Email,
    password: Password,
    password_confirm: v.optional(v.string()),
    first_name: v.optional(optionalName(150), null),
    last_name: v.optional(optionalName(150), null),
    project_key: v.optional(ProjectKey),
    project_name: v.optional(name(255)),
    cookie,
  }),
  v.forward(
    v.partialCheck(
      [["password"], ["password_confirm"]],
      (b) => b.password_confirm === undefined || b.password_confirm === b.password,
      "mismatch|The two passwords differ.",
    ),
    ["password_confirm"],
  ),
);

export const Login = v.strictObject({ username: anyText, password: anyText, cookie });
export const Refresh = v.strictObject({ refresh: v.optional(anyText), cookie });

/** `refresh` is null in cookie mode. */
export const Tokens = v.object({ access: v.string(), refresh: v.nullable(v.string()) });

export const Registered = v.object({ message: v.string(), user: Me, project: Project, tokens: Tokens });
export const LoggedIn = v.object({ message: v.string(), user: Me, tokens: Tokens });
export const Refreshed = v.object({ access: v.string(), refresh: v.optional(v.string()) });

export const authRoutes = {
  register: {
    method: "POST",
    path: "/api/tickets/auth/register/",
    access: "public",
    body: Register,
    answer: Registered,
    status: 201,
  },
  login: {
    method: "POST",
    path: "/api/tickets/auth/login/",
    access: "public",
    body: Login,
    answer: LoggedIn,
    status: 200,
  },
  refresh: {
    method: "POST",
    path: "/api/tickets/auth/token/refresh/",
    access: "public",
    body: Refresh,
    answer: Refreshed,
    status: 200,
  },
  logout: {
    method: "POST",
    path: "/api/tickets/auth/logout/",
    access: "public",
    body: Refresh,
    answer: null,
    status: 204,
  },
  me: { method: "GET", path: "/api/tickets/auth/me/", access: "user", answer: Me, status: 200 },
  patchMe: { method: "PATCH", path: "/api/tickets/auth/me/", access: "user", body: PatchMe, answer: Me, status: 200 },
} as const satisfies Routes;
