import { remember } from "../idempotency/idempotency.ts";
import { transact, type Write } from "../table/transact.ts";
import type { Actor } from "./actor.ts";
import { AppError } from "./error.ts";

/**
 * Makes an operation's writes true, all or nothing, and with them the answer under its `Idempotency-Key`, if
 * one was given: after this, a repetition gets that answer.
 */
export async function commit(
  actor: Actor,
  writes: readonly Write[],
  reply?: { status: number; answer: unknown },
): Promise<void> {
  const { claim } = actor;
  const remembered = claim && reply ? [remember(claim, reply.status, reply.answer)] : [];
  await transact(actor, [...writes, ...remembered]);
  if (claim && reply) claim.done = true;
}

/** `If-Match`: a version that must still be there. @throws AppError `stale`. */
export function mustMatch(actor: Actor, version: number): void {
  if (Array.isArray(actor.expect) && !actor.expect.includes(version))
    throw new AppError(
      "stale",
      "version.stale",
      `This has changed meanwhile: it is at version ${version}, not ${actor.expect.join(" or ")}.`,
    );
}
