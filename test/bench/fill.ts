import { BatchWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Actor } from "@tessera/core/kit/actor";
import { enter, type Frame } from "@tessera/core/project/frame";
import { client, tableName } from "@tessera/core/table/client";
import type { StoredItem, Write } from "@tessera/core/table/transact";
import { newCard, newTicketWrites, numbered } from "@tessera/core/ticket/new-ticket";
import { rankBetween } from "@tessera/core/ticket/rank";
import { importances, priorities, types, urgencies } from "@tessera/core/ticket/ticket.schema";
import type { Wish } from "./wish.ts";
import { pick, type Words } from "./words.ts";

/** So many tickets are built before they are written. */
const chunk = 250;
const day = 24 * 3600 * 1000;

/** Adds tickets to a project until it has `wanted`. Answers how many were added. */
export async function fill(
  { user, project, tickets: wanted, words }: Wish,
  tell: (line: string) => void,
): Promise<number> {
  const actor: Actor = {
    id: user,
    superuser: false,
    requestId: "seed",
    deadline: Infinity,
    address: "192.0.2.1",
    report: () => undefined,
    cookies: {},
  };
  const frame = await enter(actor, project);
  const first = frame.gate.next;
  // Up to midnight: how many are made and due on which day doesn't depend on the hour.
  const begun = Math.floor(Date.now() / day) * day - wanted * 60_000;
  const last = new Map<string, string>();
  for (let from = first; from <= wanted; from += chunk) {
    const numbers = Array.from({ length: Math.min(chunk, wanted - from + 1) }, (_, i) => from + i);
    await write(numbers.flatMap((n) => ticket(actor, frame, n, words(n), new Date(begun + n * 60_000), last)));
    tell(`${numbers.at(-1)} of ${wanted}`);
  }
  const at = new Date().toISOString();
  await client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: { pk: `p#${project.toLowerCase()}`, sk: "a" },
      UpdateExpression: "SET #next = :next, #at = :at",
      ExpressionAttributeNames: { "#next": "next", "#at": "at" },
      ExpressionAttributeValues: { ":next": Math.max(first, wanted + 1), ":at": at },
    }),
  );
  return Math.max(0, wanted - first + 1);
}

function ticket(
  actor: Actor,
  frame: Frame,
  number: number,
  { name, text }: Words,
  at: Date,
  last: Map<string, string>,
): Write[] {
  const column = pick(frame.columns, number);
  const rank = rankBetween(last.get(column.id) ?? null, null);
  last.set(column.id, rank);
  const due = number % 3 === 0 ? new Date(at.getTime() + (number % 40) * day).toISOString().slice(0, 10) : null;
  const body = { name, due_date: due };
  const card = {
    ...newCard(actor, frame, body, column),
    type: pick(types, number * 7),
    priority_id: pick(priorities, number * 5),
    urgency: pick(urgencies, number * 11),
    importance: pick(importances, number * 13),
    assignee_ids: number % 4 === 0 ? [] : [actor.id],
    rank,
  };
  return newTicketWrites(actor, frame, numbered(card, number, at.toISOString(), body), text);
}

/** Puts item by item; what the writes would add to counts is added up first. */
async function write(writes: readonly Write[]): Promise<void> {
  const items = writes.flatMap((w) => (w.item.Put?.Item ? [w.item.Put.Item as StoredItem] : []));
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, i) => items.slice(i * 25, i * 25 + 25));
  for (const batch of batches) {
    let left = { [tableName]: batch.map((Item) => ({ PutRequest: { Item } })) } as Parameters<typeof send>[0];
    while (Object.keys(left).length > 0) left = await send(left);
  }
  for (const [key, sums] of sumsOf(writes)) await add(key, sums);
}

type Requests = NonNullable<ConstructorParameters<typeof BatchWriteCommand>[0]["RequestItems"]>;

/** What is left to do. A busy machine may take longer than core waits for its table: then all of it, again. */
async function send(RequestItems: Requests): Promise<Requests> {
  try {
    return (await client.send(new BatchWriteCommand({ RequestItems }))).UnprocessedItems ?? {};
  } catch (error) {
    if (error instanceof Error && error.name === "TimeoutError") return RequestItems;
    throw error;
  }
}

/** Per count item what its counters grow by. */
function sumsOf(writes: readonly Write[]): Map<string, Map<string, number>> {
  const all = new Map<string, Map<string, number>>();
  for (const { item } of writes) {
    const { Key, ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = item.Update ?? {};
    if (!Key) continue;
    const sums = all.get(JSON.stringify(Key)) ?? new Map<string, number>();
    for (const [alias, name] of Object.entries(names))
      if (/^#n\d+$/.test(alias)) sums.set(name, (sums.get(name) ?? 0) + Number(values[alias.replace("#n", ":d")]));
    all.set(JSON.stringify(Key), sums);
  }
  return all;
}

async function add(key: string, sums: ReadonlyMap<string, number>): Promise<void> {
  const entries = [...sums];
  await client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: JSON.parse(key) as { pk: string; sk: string },
      UpdateExpression: `ADD ${entries.map((_, i) => `#n${i} :d${i}`).join(", ")}`,
      ExpressionAttributeNames: Object.fromEntries(entries.map(([name], i) => [`#n${i}`, name])),
      ExpressionAttributeValues: Object.fromEntries(entries.map(([, n], i) => [`:d${i}`, n])),
    }),
  );
}
