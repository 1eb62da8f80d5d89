import { AppError } from "../kit/error.ts";
import { operation, Reply } from "../kit/operation.ts";
import { findByLogin } from "../user/find.ts";
import { showMe } from "../user/show.ts";
import { authRoutes } from "./auth.schema.ts";
import { tokensFor } from "./cognito.ts";
import { clearCookie, endSession, handOut, refreshSession } from "./session.ts";

export { me, patchMe } from "./me.ts";
export { register } from "./register.ts";

/** Unknown accounts ask Cognito, too, for a user that can't exist: the same answer in about the same time. */
const nobody = "nobody";

export const login = operation(authRoutes.login, async (_visit, { body }) => {
  const user = await findByLogin(body.username.trim());
  const pair = await tokensFor(user?.login ?? nobody, body.password);
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
