import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import { AppError } from "../kit/error.ts";
import { client, tableName } from "./client.ts";
import { pause, type StoredItem } from "./transact.ts";

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** How often what DynamoDB left out (16 MB an answer, or throttled) is asked for again. */
const mostTries = 8;

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
    if (n === mostTries)
      throw new AppError("unavailable", "busy", "This can't be answered right now. Please try again.", {
        retryAfter: 1,
      });
    if (n > 0) await pause(n);
    const RequestItems = { [tableName]: { Keys: wanted, ConsistentRead: consistent } };
    const answer = await client.send(new BatchGetCommand({ RequestItems }));
    items.push(...(answer.Responses?.[tableName] ?? []));
    wanted = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return items;
}
