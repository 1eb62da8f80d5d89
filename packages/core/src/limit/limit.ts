import { createHash } from "node:crypto";
import { UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { AppError } from "../kit/error.ts";
import { client } from "../table/client.ts";
import { Tries } from "./limit.entity.ts";

/**
 * How often each thing may be tried in a quarter of an hour by the clock (so at most twice as often in any): passwords and
 * codes against guessing, mails against bombing. docs/adr/0007 says what this does not stop.
 */
export type Tried = "login" | "code" | "mail" | "forgot";
const most: Readonly<Record<Tried, number>> = { login: 10, code: 10, mail: 5, forgot: 5 };

const length = 15 * 60;

/** Whose tries they are: a user id, what was typed as a name, an address … all together. Only a digest is kept. */
type Who = readonly string[];

function counter(what: Tried, who: Who) {
  const now = Math.floor(Date.now() / 1000);
  const quarter = Math.floor(now / length);
  const digest = createHash("sha256")
    .update(JSON.stringify([what, ...who]))
    .digest("hex");
  return { key: { who: digest.slice(0, 40), quarter: String(quarter) }, end: (quarter + 1) * length, now };
}

function tooMany(what: Tried, who: Who): AppError {
  const { end, now } = counter(what, who);
  return new AppError("limited", "request.too_many", "Too many attempts. Please wait a while, then try again.", {
    retryAfter: end - now,
  });
}

/** @throws AppError `limited` when there have been too many; costs half a read. */
export async function mayTry(what: Tried, ...who: Who): Promise<void> {
  const { data } = await Tries.get(counter(what, who).key).go({ consistent: true });
  if ((data?.count ?? 0) >= most[what]) throw tooMany(what, who);
}

/** Counts one more, before whatever is counted. One write. @throws AppError `limited` when there have been too many. */
export async function count(what: Tried, ...who: Who): Promise<void> {
  const { key, end } = counter(what, who);
  const params = Tries.update(key)
    .add({ count: 1 })
    .set({ ttl: end })
    .where((a, o) => `${o.notExists(a.count)} OR ${o.lt(a.count, most[what])}`)
    .params();
  try {
    await client.send(new UpdateCommand(params as unknown as UpdateCommandInput)); // as ElectroDB's params() promises
  } catch (error) {
    throw error instanceof Error && error.name === "ConditionalCheckFailedException" ? tooMany(what, who) : error;
  }
}

/** Forgets the tries so far. */
export async function forgive(what: Tried, ...who: Who): Promise<void> {
  await Tries.delete(counter(what, who).key).go();
}
