import { setTimeout as pass } from "node:timers/promises";
import { operation } from "../kit/operation.ts";
import { count, forgive } from "../limit/limit.ts";
import { patience, send } from "../mail/mail.ts";
import { hideCost } from "../table/meter.ts";
import { afterwards, attempt, transact } from "../table/transact.ts";
import { findByLogin, folded, nobody } from "../user/find.ts";
import { profileWrites } from "../user/profile.ts";
import { endSessions, setPassword } from "./cognito.ts";
import { makeCode, matchCode, useCode } from "./code.ts";
import { resetLetter } from "./letters.ts";
import { mustBeGuessProof } from "./password.ts";
import { authRoutes } from "./auth.schema.ts";

/** Milliseconds after which "forgot" answers, whatever it found and did: a mail may take less, with a few reads. */
const steady = patience + 300;

/**
 * Answers the same in the same time for everybody, known or not (docs/adr/0008). What goes wrong meanwhile is logged and
 * not told: a 503 would say that there was somebody to write to, and so would what it cost.
 */
export const forgot = operation(authRoutes.forgot, async (visit, { body }) => {
  hideCost();
  const typed = body.username.trim();
  await count("forgot", folded(typed), visit.address);
  await Promise.all([pass(steady), sendReset(typed).catch(visit.report)]);
  return undefined;
});

async function sendReset(typed: string): Promise<void> {
  const user = await findByLogin(typed);
  if (!user?.is_active) return;
  await count("mail", user.id);
  await send(user.email, resetLetter(user.username, await makeCode(user.id, "password")));
}

/**
 * Cognito first, table last: until the code is used up, the same request does all of it again. A code that came by mail also
 * proves the address. Whoever was logged in with the old password is logged out.
 */
export const reset = operation(authRoutes.reset, async (visit, { body }) => {
  const typed = body.username.trim();
  await count("code", folded(typed), visit.address);
  return attempt(visit, async () => {
    const found = await findByLogin(typed);
    const user = found?.is_active ? found : undefined;
    const code = await matchCode(user?.id ?? nobody, "password", body.code);
    if (!user) throw new Error("a code of nobody");
    mustBeGuessProof(body.password, user.username, user.email);
    await setPassword(user.login, body.password);
    await endSessions(user.login);
    const writes = profileWrites({ ...visit, id: user.id }, user, { ...user, email_verified: true }, [
      { field: "password", from: null, to: null },
      ...(user.email_verified ? [] : [{ field: "email_verified", from: false, to: true }]),
    ]);
    await transact(visit, [useCode(code), ...writes]);
    const names = [user.username, user.email].map(folded);
    await Promise.all(names.map((name) => afterwards(() => forgive("login", name, visit.address))));
    return undefined;
  });
});
