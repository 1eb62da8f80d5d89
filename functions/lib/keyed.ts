import { claim, complete, release, type Claim } from "@tessera/core/idempotency/idempotency";
import type { Actor, Visit } from "@tessera/core/kit/actor";
import { invalid } from "@tessera/core/kit/error";
import { Reply, type RawInput } from "@tessera/core/kit/operation";
import type { Route } from "@tessera/core/kit/route";
import { fingerprint } from "./form.ts";
import type { Event } from "./door.ts";

type Outcome = Reply<unknown>;

/** Runs a POST with an `Idempotency-Key` once, and answers a repetition with what was answered first. */
export async function keyed(
  route: Route,
  event: Event,
  given: RawInput,
  actor: Actor | Visit,
  run: (actor: Actor | Visit) => Promise<Outcome>,
): Promise<Outcome> {
  const key = event.headers["idempotency-key"];
  if (key === undefined || route.method !== "POST" || !("id" in actor)) return run(actor);
  if (key === "" || key.length > 255) throw invalid("Idempotency-Key", "too_long", "Use 1 to 255 characters.");
  const sent = given.form === undefined ? (event.body ?? "") : fingerprint(given.form);
  const hold = await claim(actor.id, event.rawPath.replace(/\/?$/, "/"), key, sent);
  if (!("holder" in hold)) return new Reply(hold.answer, { status: hold.status });
  return held(route, hold, () => run({ ...actor, claim: hold }));
}

/** An operation that wrote has remembered its answer with the write; a no-op is remembered here. */
async function held(route: Route, hold: Claim, run: () => Promise<Outcome>): Promise<Outcome> {
  try {
    const outcome = await run();
    if (!hold.done) await complete(hold, outcome.status ?? route.status, outcome.answer);
    return outcome;
  } catch (error) {
    // What can't be released now is released by its own expiry; the first error is the one to tell.
    await release(hold).catch(() => undefined);
    throw error;
  }
}
