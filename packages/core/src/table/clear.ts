import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { writeAll, type Key } from "./batch.ts";
import { client, tableName } from "./client.ts";
import { highest, lowest } from "./rows.ts";

/** Keys that are read at once: eight calls remove them. */
const page = 200;

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
    const keys = Items as Key[]; // the projection has the two keys, which are text
    await writeAll({ remove: keys.filter(({ sk }) => !keep(sk)) });
    last = LastEvaluatedKey;
  } while (last && Date.now() < until);
  return last === undefined;
}
