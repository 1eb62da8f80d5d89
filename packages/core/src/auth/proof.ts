import { operation } from "../kit/operation.ts";
import { count } from "../limit/limit.ts";
import { send } from "../mail/mail.ts";
import { attempt, transact } from "../table/transact.ts";
import { profileWrites } from "../user/profile.ts";
import { makeCode, matchCode, useCode } from "./code.ts";
import { proofLetter } from "./letters.ts";
import { mine } from "./me.ts";
import { authRoutes } from "./auth.schema.ts";

/** Proving one's address: a code goes there, and whoever knows it reads what is sent there. */

export const sendCode = operation(authRoutes.sendCode, async (actor) => {
  const user = await mine(actor);
  if (user.email_verified) return undefined; // nothing left to prove
  await count("mail", user.id);
  await send(user.email, proofLetter(user.username, await makeCode(user.id, "email")));
  return undefined;
});

export const verifyEmail = operation(authRoutes.verifyEmail, async (actor, { body }) => {
  await count("code", actor.id);
  return attempt(actor, async () => {
    const [user, code] = await Promise.all([mine(actor), matchCode(actor.id, "email", body.code)]);
    const writes = profileWrites(actor, user, { ...user, email_verified: true }, [
      { field: "email_verified", from: false, to: true },
    ]);
    await transact(actor, [useCode(code), ...writes]);
    return undefined;
  });
});
