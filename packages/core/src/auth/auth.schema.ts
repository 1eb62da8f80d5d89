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

/** A code as it came by mail. Blanks, hyphens and case don't count. */
const anyCode = v.pipe(
  v.string(),
  wellFormed,
  v.trim(),
  v.minLength(1, "blank|This field may not be blank."),
  v.maxLength(64, "too_long|This is no code."),
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

export const VerifyEmail = v.strictObject({ code: anyCode });
export const Forgot = v.strictObject({ username: anyText });
/** `username` may be the e-mail address. */
export const Reset = v.strictObject({ username: anyText, code: anyCode, password: Password });
export const ChangePassword = v.strictObject({ old_password: anyText, new_password: Password });

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
  sendCode: {
    method: "POST",
    path: "/api/tickets/auth/email/send_code/",
    access: "user",
    answer: null,
    status: 204,
  },
  verifyEmail: {
    method: "POST",
    path: "/api/tickets/auth/email/verify/",
    access: "user",
    body: VerifyEmail,
    answer: null,
    status: 204,
  },
  forgot: {
    method: "POST",
    path: "/api/tickets/auth/password/forgot/",
    access: "public",
    body: Forgot,
    answer: null,
    status: 204,
  },
  reset: {
    method: "POST",
    path: "/api/tickets/auth/password/reset/",
    access: "public",
    body: Reset,
    answer: null,
    status: 204,
  },
  changePassword: {
    method: "POST",
    path: "/api/tickets/auth/password/change/",
    access: "user",
    body: ChangePassword,
    answer: null,
    status: 204,
  },
  me: { method: "GET", path: "/api/tickets/auth/me/", access: "user", answer: Me, status: 200 },
  patchMe: { method: "PATCH", path: "/api/tickets/auth/me/", access: "user", body: PatchMe, answer: Me, status: 200 },
} as const satisfies Routes;
