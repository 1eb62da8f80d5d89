import { BatchWriteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { AppError } from "../kit/error.ts";
import type { Key } from "./batch.ts";
import { client, tableName } from "./client.ts";
import { highest, lowest } from "./rows.ts";
import { pause } from "./transact.ts";

/** DynamoDB removes so many items in one call; a page of keys is eight of those. */
const batch = 25;
const page = 200;
/** How often what DynamoDB left undone is asked for again. */
const mostTries = 8;

/** Which items of a partition go: those in these bounds of the sort key, both inclusive, but those to be kept. */
export interface Doomed {
  readonly from?: string;
  readonly to?: string;
  readonly keep?: (sk: string) => boolean;
}

/**
 * Removes items of a partition, page by page until the time is over.
 * @param until milliseconds since the epoch
 * @returns whether none is left
 * @throws AppError `unavailable` when DynamoDB goes on leaving some undone
 */
export async function clearPartition(
  pk: string,
  until: number,
  { from = lowest, to = highest, keep = () => false }: Doomed = {},
): Promise<boolean> {
  let last: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
        ProjectionExpression: "pk, sk",
        ExpressionAttributeValues: { ":pk": pk, ":from": from, ":to": to },
        ConsistentRead: true,
        Limit: page,
        ...(last && { ExclusiveStartKey: last }),
      }),
    );
    await removeAll((Items as Key[]).filter(({ sk }) => !keep(sk))); // the projection has the two keys, which are text
    last = LastEvaluatedKey;
  } while (last && Date.now() < until);
  return last === undefined;
}

/** Removes any number of items by their keys; those that don't exist are fine. */
export async function removeAll(keys: readonly Key[]): Promise<void> {
  for (let i = 0; i < keys.length; i += batch) await removeBatch(keys.slice(i, i + batch));
}

async function removeBatch(keys: readonly Key[]): Promise<void> {
  let requests = keys.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
  for (let n = 0; requests.length > 0; n++) {
    if (n === mostTries)
      throw new AppError("unavailable", "busy", "This can't be done right now. Please try again.", { retryAfter: 1 });
    if (n > 0) await pause(n);
    const { UnprocessedItems = {} } = await client.send(
      new BatchWriteCommand({ RequestItems: { [tableName]: requests } }),
    );
    requests = (UnprocessedItems[tableName] ?? []) as typeof requests; // what was asked comes back
  }
}
