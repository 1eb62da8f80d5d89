import { createHash } from "node:crypto";
import { PutCommand, UpdateCommand, type PutCommandInput, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { AppError } from "../kit/error.ts";
import { client } from "../table/client.ts";
import { foundIn } from "../table/rows.ts";
import { Tries } from "./limit.entity.ts";

/**
 * How often each thing may be tried within a quarter of an hour: passwords and codes against guessing, mails against
 * bombing. docs/adr/0008 says what this does not stop.
 */
export type Tried = "login" | "code" | "mail" | "forgot";
const most: Readonly<Record<Tried, number>> = { login: 10, code: 10, mail: 5, forgot: 5 };

/** Seconds. */
const span = 15 * 60;

/** Whose tries they are: a user id, what was typed as a name, an address, all together. Only a digest is kept. */
type Who = readonly string[];

const now = (): number => Math.floor(Date.now() / 1000);
const counter = (what: Tried, who: Who) => ({
  who: createHash("sha256")
    .update(JSON.stringify([what, ...who]))
    .digest("hex")
    .slice(0, 40),
});

/** @throws AppError `limited` for a counter that is full and still runs. */
function mustHaveRoom(what: Tried, found: { count?: unknown; ttl?: unknown } | null | undefined): void {
  const left = Number(found?.ttl ?? 0) - now();
  if (left > 0 && Number(found?.count) >= most[what])
    throw new AppError("limited", "request.too_many", "Too many attempts. Please wait a while, then try again.", {
      retryAfter: left,
    });
}

/** Costs one read. @throws AppError `limited` when there have been too many. */
export async function mayTry(what: Tried, ...who: Who): Promise<void> {
  const { data } = await Tries.get(counter(what, who)).go({ consistent: true });
  mustHaveRoom(what, data);
}

/**
 * Counts one more, before or after whatever is counted. Costs one write, two when it is the first.
 * @throws AppError `limited` when there have been too many.
 */
export async function count(what: Tried, ...who: Who): Promise<void> {
  const one = counter(what, who);
  const more = Tries.update(one)
    .add({ count: 1 })
    .where((a, o) => `${o.gt(a.ttl, now())} AND ${o.lt(a.count, most[what])}`)
    .params();
  const full = await refusal(new UpdateCommand(all(more) as unknown as UpdateCommandInput)); // as params() promises
  if (!full) return;
  mustHaveRoom(what, full.found);
  const first = Tries.put({ ...one, count: 1, ttl: now() + span })
    .where((a, o) => `${o.notExists(a.ttl)} OR ${o.lte(a.ttl, now())}`)
    .params();
  const late = await refusal(new PutCommand(all(first) as unknown as PutCommandInput)); // as params() promises
  if (late) await count(what, ...who); // somebody else's was the first
}

const all = (params: object) => ({ ...params, ReturnValuesOnConditionCheckFailure: "ALL_OLD" });

/** What was found when a condition failed; undefined when it held. */
async function refusal(
  command: UpdateCommand | PutCommand,
): Promise<{ found: Record<string, unknown> | undefined } | undefined> {
  try {
    await (command instanceof PutCommand ? client.send(command) : client.send(command));
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && error.name === "ConditionalCheckFailedException")) throw error;
    return { found: foundIn(error) };
  }
}

/** Forgets the tries so far. */
export async function forgive(what: Tried, ...who: Who): Promise<void> {
  await Tries.delete(counter(what, who)).go();
}
