import { createHash } from "node:crypto";
import type { Cloud } from "@tessera/local/cloud";
import { DynamoDbError } from "@tessera/local/dynamodb/client";
import type { Fault, FaultEffect } from "@tessera/local/faults/faults";
import type { Answer, Client } from "./client.ts";
import { accepted, isRunning } from "./journal.ts";
import { readItem, readTable, type Item } from "./table.ts";

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
  /** All functions when absent: Cognito isn't told who revokes a token. */
  readonly function?: string;
  readonly events: number;
  readonly prepare: () => Promise<Act>;
}

/** What goes wrong with the nth read or write of a request, and how often in a row; three attempts are the SDK's. */
export interface Trouble extends Pick<Fault, "actions"> {
  /** Taken in turn, call by call. */
  readonly effects: readonly FaultEffect[];
  readonly times: number;
}

export const reads = ["GetItem", "Query", "BatchGetItem"];
export const writes = ["TransactWriteItems", "UpdateItem", "PutItem", "DeleteItem", "BatchWriteItem"];

export const troubles: readonly Trouble[] = [
  { effects: ["throttle", "timeout-before", "internal"], actions: reads, times: 1 }, // the SDK's own business: one each
  { effects: ["timeout-before"], actions: reads, times: 20 },
  // What the next attempt makes good is a matter of chance in `test/chaos`; here what outlasts attempts, or has been done.
  ...(["timeout-before", "timeout-after"] as const).map((effect) => ({ effects: [effect], actions: writes, times: 1 })),
  ...(["conflict", "timeout-before", "timeout-after"] as const).map((effect) => ({
    effects: [effect],
    actions: writes,
    times: 3,
  })),
  { effects: ["internal"], actions: writes, times: 20 }, // also what would tidy up fails
  { effects: ["throttle"], actions: ["TransactWriteItems"], times: 3 },
];

const ofPeople = ["AdminCreateUser", "AdminSetUserPassword", "AdminInitiateAuth", "RevokeToken"];

/** Cognito's own. */
export const troublesOfPeople: readonly Trouble[] = (
  ["throttle", "internal", "timeout-before", "timeout-after"] as const
).flatMap((effect) => [1, 3].map((times) => ({ effects: [effect], actions: ofPeople, times })));

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

/** Every trouble for the first, the second … call of a kind of write, until a request makes no such call any more. */
export async function sweep(cloud: Cloud, kind: Kind, troubles: readonly Trouble[]): Promise<Trial[]> {
  const trials: Trial[] = [];
  const calls = new Map<Trouble["actions"], number>();
  for (const trouble of troubles) {
    for (let nth = 1; nth <= (calls.get(trouble.actions) ?? mostCalls); nth++) {
      const { hit, ...trial } = await attempt(cloud, kind, trouble, nth);
      trials.push(trial);
      if (!hit) calls.set(trouble.actions, nth - 1);
    }
    if (!calls.has(trouble.actions)) throw new Error(`${kind.name} makes more than ${mostCalls} calls`);
  }
  return trials;
}

async function attempt(cloud: Cloud, kind: Kind, trouble: Trouble, nth: number): Promise<Trial & { hit: boolean }> {
  const act = await kind.prepare();
  const before = cloud.faults.injected().length;
  const remedy = afflict(cloud, kind.function, trouble, nth);
  const key = act.method === "POST" && !act.path.startsWith("auth/") ? `fault-${(keys += 1)}` : undefined;
  const first = await act.client.send(act.method, act.path, act.body, key);
  remedy();
  const [met] = cloud.faults
    .injected()
    .slice(before)
    .filter((f) => !kind.function || f.function === kind.function);
  const name = met ? `${trouble.times} × ${met.effect} at ${met.action}, call ${nth}` : `no trouble at call ${nth}`;
  return { trouble: name, hit: met !== undefined, ...(await judge(cloud, act, first, key)) };
}

/** The calls from the nth on: each copy of the fault counts only the calls that those before it let pass. */
export function afflict(
  cloud: Cloud,
  name: string | undefined,
  { effects, actions, times }: Trouble,
  nth: number,
): () => void {
  const effect = effects[nth % effects.length] ?? "internal";
  const fault: Fault = { effect, nth, ...(name && { function: name }), ...(actions && { actions }) };
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
  if (!accepted(first) && accepted(second) && !(await act.done(second)))
    wrong.push(`accepted again, but not done: ${tell(second)}`);
  const differ = key !== undefined && accepted(first) && JSON.stringify(first.body) !== JSON.stringify(second.body);
  if (differ) wrong.push(`answered twice: ${tell(first)}, then ${tell(second)}`);
  return { answers: [first, second], wrong };
}

/** Asks once more; a key that a function died with is free after its time, which is brought about here. */
async function repeat(cloud: Cloud, act: Act, key: string | undefined): Promise<Answer> {
  const answer = await act.client.send(act.method, act.path, act.body, key);
  if (!isRunning(answer)) return answer;
  const caller = act.client.me.id;
  const use = createHash("sha256").update(`${caller}\n/api/tickets/${act.path}\n${key}`).digest("base64url");
  await expire(cloud, [await readItem(cloud, `i#${use}`)]);
  return act.client.send(act.method, act.path, act.body, key);
}

/** Lets 20 seconds pass for every key whose request has not ended. */
export const expireClaims = async (cloud: Cloud): Promise<void> => expire(cloud, await readTable(cloud, "keyuse"));

async function expire(cloud: Cloud, uses: readonly (Item | undefined)[]): Promise<void> {
  for (const use of uses) {
    if (!use || use.status !== undefined) continue;
    const { pk, sk } = use;
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
}
