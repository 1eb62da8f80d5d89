import { remember } from "../idempotency/idempotency.ts";
import { afterwards, mostWrites, transact, type Write } from "../table/transact.ts";
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
  const must = [...writes.filter((w) => !w.canWait), ...remembered];
  const others = writes.filter((w) => w.canWait);
  const room = mostWrites - must.length;
  await transact(actor, [...must, ...others.slice(0, room)]);
  if (claim && reply) claim.done = true;
  await afterwards(async () => {
    for (let i = room; i < others.length; i += mostWrites) await transact(actor, others.slice(i, i + mostWrites));
  });
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
