import type { Cloud } from "@tessera/local/cloud";
import { DynamoDbError } from "@tessera/local/dynamodb/client";
import type { Fault } from "@tessera/local/faults/faults";
import type { Answer, Client } from "./client.ts";
import { accepted, isRunning } from "./journal.ts";
import { readTable, type Item } from "./table.ts";

/** One write, against something that was made for it alone. */
export interface Act {
  readonly client: Client;
  readonly method: "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly success: number;
  /** Whether what was asked for is so, by a read of the API. */
  readonly done: (answer: Answer) => Promise<boolean>;
  /** What else an answer to the repetition of a PATCH or DELETE may be, which no key protects: done already. */
  readonly repeated?: readonly number[];
}

/** A kind of write: which function serves it, and how many events one leaves. */
export interface Kind {
  readonly name: string;
  readonly function: string;
  readonly events: number;
  readonly prepare: () => Promise<Act>;
}

/** What goes wrong with the nth read or write of a request, and how often in a row; three attempts are the SDK's. */
export interface Trouble extends Pick<Fault, "effect" | "actions"> {
  readonly times: number;
}

export const reads = ["GetItem", "Query", "BatchGetItem"];
export const writes = ["TransactWriteItems", "UpdateItem", "PutItem", "DeleteItem", "BatchWriteItem"];

export const troubles: readonly Trouble[] = [
  ...(["throttle", "timeout-before", "internal"] as const).map((effect) => ({ effect, actions: reads, times: 1 })),
  { effect: "timeout-before", actions: reads, times: 20 },
  ...(["throttle", "conflict", "timeout-before", "timeout-after", "internal"] as const).map((effect) => ({
    effect,
    actions: writes,
    times: 1,
  })),
  ...(["conflict", "timeout-before", "timeout-after"] as const).map((effect) => ({
    effect,
    actions: writes,
    times: 3,
  })),
  { effect: "internal", actions: writes, times: 20 }, // also what would tidy up fails
  { effect: "throttle", actions: ["TransactWriteItems"], times: 3 },
];

/** What came of one write under one trouble. */
export interface Trial {
  readonly trouble: string;
  readonly answers: readonly Answer[];
  /** Sentences; empty if all is well. */
  readonly wrong: readonly string[];
}

/** Beyond so many calls a request would be at fault itself. */
const mostCalls = 40;

let keys = 0;

/** A trouble for the first, the second … call of a kind of write, until a request makes no such call any more. */
export async function sweep(cloud: Cloud, kind: Kind, trouble: Trouble): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (let nth = 1; nth <= mostCalls; nth++) {
    const act = await kind.prepare();
    const before = cloud.faults.injected().length;
    const remedy = afflict(cloud, kind, trouble, nth);
    const key = act.method === "POST" ? `fault-${(keys += 1)}` : undefined;
    const first = await act.client.send(act.method, act.path, act.body, key);
    remedy();
    const hit = cloud.faults
      .injected()
      .slice(before)
      .filter((f) => f.function === kind.function);
    const name = `${kind.name}, ${trouble.times} × ${trouble.effect} at ${hit[0]?.action ?? "nothing"} (${nth})`;
    trials.push({ trouble: name, ...(await judge(cloud, act, first, key)) });
    if (hit.length === 0) return trials;
  }
  throw new Error(`${kind.name} makes more than ${mostCalls} calls`);
}

/** The calls from the nth on: each copy of the fault counts only the calls that those before it let pass. */
function afflict(cloud: Cloud, kind: Kind, { effect, actions, times }: Trouble, nth: number): () => void {
  const fault: Fault = { effect, function: kind.function, nth, ...(actions && { actions }) };
  const removers = Array.from({ length: times }, () => cloud.faults.add(fault));
  return () => removers.forEach((remove) => remove());
}

async function judge(cloud: Cloud, act: Act, first: Answer, key: string | undefined): Promise<Omit<Trial, "trouble">> {
  const wrong: string[] = [];
  const tell = (a: Answer) => `${a.request} → ${a.status} ${JSON.stringify(a.body)}`;
  if (first.status !== act.success && first.status !== 503) wrong.push(`first: ${tell(first)}`);
  if (first.status === act.success && !(await act.done(first))) wrong.push(`accepted, but not done: ${tell(first)}`);
  const second = await repeat(cloud, act, key);
  const allowed = key === undefined ? [act.success, ...(act.repeated ?? [])] : [act.success];
  if (!allowed.includes(second.status)) wrong.push(`again: ${tell(second)}`);
  if (accepted(second) && !(await act.done(second))) wrong.push(`accepted again, but not done: ${tell(second)}`);
  const differ = key !== undefined && accepted(first) && JSON.stringify(first.body) !== JSON.stringify(second.body);
  if (differ) wrong.push(`answered twice: ${tell(first)}, then ${tell(second)}`);
  return { answers: [first, second], wrong };
}

/** Asks once more; a key that a function died with is free after its time, which is brought about here. */
async function repeat(cloud: Cloud, act: Act, key: string | undefined): Promise<Answer> {
  const answer = await act.client.send(act.method, act.path, act.body, key);
  if (!isRunning(answer)) return answer;
  await expireClaims(cloud);
  return act.client.send(act.method, act.path, act.body, key);
}

const isOpen = (item: Item): boolean => item._e === "keyuse" && item.status === undefined;

/** Lets 20 seconds pass for every key whose request has not ended. */
export async function expireClaims(cloud: Cloud): Promise<void> {
  for (const { pk, sk } of (await readTable(cloud)).filter(isOpen))
    await cloud.dynamodb
      .call("UpdateItem", {
        TableName: cloud.dynamodb.tableName,
        Key: { pk: { S: String(pk) }, sk: { S: String(sk) } },
        UpdateExpression: "SET #until = :past",
        ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(#status)",
        ExpressionAttributeNames: { "#until": "until", "#status": "status" },
        ExpressionAttributeValues: { ":past": { N: "1" } },
      })
      .catch((error: unknown) => {
        // A request of the other functions' trials has ended meanwhile.
        if (!(error instanceof DynamoDbError && error.code === "ConditionalCheckFailedException")) throw error;
      });
}
