import { AppError } from "../kit/error.ts";
import { operation, Reply } from "../kit/operation.ts";
import { count, mayTry } from "../limit/limit.ts";
import { findByLogin, folded } from "../user/find.ts";
import { showMe } from "../user/show.ts";
import { authRoutes } from "./auth.schema.ts";
import { tokensFor } from "./cognito.ts";
import { clearCookie, endSession, handOut, refreshSession } from "./session.ts";

export { changePassword } from "./change-password.ts";
export { forgot, reset } from "./forgotten.ts";
export { me, patchMe } from "./me.ts";
export { sendCode, verifyEmail } from "./proof.ts";
export { register } from "./register.ts";

/** Unknown accounts ask Cognito, too, for a user that can't exist: the same answer in about the same time. */
const nobody = "nobody";

/**
 * Wrong passwords are counted by what was typed and from where, so that no stranger locks anybody out; beside the look-up,
 * a right one waits for nothing.
 */
export const login = operation(authRoutes.login, async (visit, { body }) => {
  const who = [folded(body.username.trim()), visit.address] as const;
  const [user] = await Promise.all([findByLogin(body.username.trim()), mayTry("login", ...who)]);
  const pair = await tokensFor(user?.login ?? nobody, body.password).catch(async (error: unknown) => {
    if (error instanceof AppError) await count("login", ...who);
    throw error;
  });
  if (!user?.is_active) throw new AppError("unauthenticated", "auth.wrong", "Wrong user name or password.");
  const { tokens, cookies } = handOut(pair, body);
  return new Reply({ message: "Welcome back.", user: showMe(user), tokens }, { cookies });
});

export const refresh = operation(authRoutes.refresh, async (visit, { body }) => ({
  access: await refreshSession(visit, body),
}));

export const logout = operation(authRoutes.logout, async (visit, { body }) => {
  await endSession(visit, body);
  return new Reply(undefined, { cookies: [clearCookie] });
});
