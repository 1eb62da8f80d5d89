import { AppError, invalid } from "../kit/error.ts";
import { operation, Reply } from "../kit/operation.ts";
import { count, mayTry } from "../limit/limit.ts";
import { send } from "../mail/mail.ts";
import { afterwards, attempt, transact } from "../table/transact.ts";
import type { UserItem } from "../user/find.ts";
import { profileWrites } from "../user/profile.ts";
import { endSessions, setPassword, tokensFor } from "./cognito.ts";
import { changedLetter } from "./letters.ts";
import { mine } from "./me.ts";
import { mustBeGuessProof } from "./password.ts";
import { handOut, inCookie } from "./session.ts";
import { authRoutes } from "./auth.schema.ts";

/**
 * Ends every session, this one's refresh token included; in cookie mode a new one takes its place, so that who changes
 * their password in the app stays. Cognito first, table last, and the new password is as good a proof as the old one: so
 * the same request can be repeated until all of it is done.
 */
export const changePassword = operation(authRoutes.changePassword, (actor, { body }) =>
  attempt(actor, async () => {
    const user = await mine(actor);
    mustBeGuessProof(body.new_password, user.username, user.email, "new_password");
    await mayTry("login", user.id);
    await prove(user, body.old_password, body.new_password);
    await setPassword(user.login, body.new_password);
    await endSessions(user.login);
    await transact(actor, profileWrites(actor, user, user, [{ field: "password", from: null, to: null }]));
    await afterwards(() => send(user.email, changedLetter(user.username)));
    if (!inCookie(actor)) return undefined;
    const { cookies } = handOut(await tokensFor(user.login, body.new_password), { cookie: true });
    return new Reply(undefined, { cookies });
  }),
);

/** @throws AppError `invalid` naming the old password when neither is the present one. */
async function prove(user: UserItem, ...passwords: string[]): Promise<void> {
  for (const password of passwords)
    try {
      await tokensFor(user.login, password);
      return;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  await count("login", user.id);
  throw invalid("old_password", "wrong", "This is not your present password.");
}
