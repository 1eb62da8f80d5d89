import { BatchGetCommand, BatchWriteCommand, type BatchWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { AppError } from "../kit/error.ts";
import { client, tableName } from "./client.ts";
import { pause, type StoredItem } from "./transact.ts";

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** How often what DynamoDB left out (16 MB an answer, or throttled) is asked for again. */
const mostTries = 8;

const unavailable = (what: string): AppError =>
  new AppError("unavailable", "busy", `This can't be ${what} right now. Please try again.`, { retryAfter: 1 });

/**
 * Any number of items by their keys, no key twice, in no order, a hundred a call; those that don't exist are left out.
 * @throws AppError `unavailable` when DynamoDB goes on leaving some out: an incomplete answer is none.
 */
export async function readAll(keys: readonly Key[], consistent = false): Promise<StoredItem[]> {
  const chunks = Array.from({ length: Math.ceil(keys.length / 100) }, (_, i) => keys.slice(i * 100, i * 100 + 100));
  return (await Promise.all(chunks.map((chunk) => readChunk(chunk, consistent)))).flat();
}

async function readChunk(keys: readonly Key[], consistent: boolean): Promise<StoredItem[]> {
  const items: StoredItem[] = [];
  let wanted: StoredItem[] = keys.map((key) => ({ ...key }));
  for (let n = 0; wanted.length > 0; n++) {
    if (n === mostTries) throw unavailable("answered");
    if (n > 0) await pause(n);
    const RequestItems = { [tableName]: { Keys: wanted, ConsistentRead: consistent } };
    const answer = await client.send(new BatchGetCommand({ RequestItems }));
    items.push(...(answer.Responses?.[tableName] ?? []));
    wanted = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return items;
}

/** DynamoDB writes so many items in one call. */
const mostAtOnce = 25;

export interface Writes {
  readonly put?: readonly StoredItem[];
  readonly remove?: readonly Key[];
}

/**
 * Puts and removes any number of items, no key twice, each by itself and without conditions; those to be removed need
 * not exist.
 * @throws AppError `unavailable` when DynamoDB goes on leaving some undone
 */
export async function writeAll({ put = [], remove = [] }: Writes): Promise<void> {
  const all = [
    ...put.map((Item) => ({ PutRequest: { Item } })),
    ...remove.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
  ];
  for (let i = 0; i < all.length; i += mostAtOnce) await writeChunk(all.slice(i, i + mostAtOnce));
}

type WriteRequest = NonNullable<BatchWriteCommandInput["RequestItems"]>[string][number];

async function writeChunk(requests: readonly WriteRequest[]): Promise<void> {
  let left = [...requests];
  for (let n = 0; left.length > 0; n++) {
    if (n === mostTries) throw unavailable("done");
    if (n > 0) await pause(n);
    const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: left } }));
    left = UnprocessedItems?.[tableName] ?? [];
  }
}
