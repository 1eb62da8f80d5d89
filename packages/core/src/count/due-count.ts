import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { client, tableName } from "../table/client.ts";

/**
 * How many open tickets were due before a day (`2026-11-22`). The counters are per day, an item a month: all
 * months until now are one query, half a unit per two years or so.
 */
export async function readDueBefore(project: string, day: string): Promise<number> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "pk = :pk AND sk <= :month",
      ExpressionAttributeValues: { ":pk": `k#${project.toLowerCase()}#d`, ":month": day.slice(0, 7) },
    }),
  );
  return Items.flatMap((item) => Object.entries(item)).reduce(
    (sum, [due, n]) => (/^\d{4}-/.test(due) && due < day && typeof n === "number" ? sum + n : sum),
    0,
  );
}
