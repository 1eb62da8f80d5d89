import type { Cloud } from "@tessera/local/cloud";
import { readSettled } from "../load/table.ts";

/** Lets a day pass for files that never came: their time is over, and DynamoDB removes them. */
export async function aDayLater(cloud: Cloud): Promise<void> {
  const { dynamodb } = cloud;
  const waiting = (await readSettled(cloud)).filter((i) => i._e === "attachment" && i.status !== "ready");
  for (const { pk, sk } of waiting) {
    const on = { TableName: dynamodb.tableName, Key: { pk: { S: String(pk) }, sk: { S: String(sk) } } };
    await dynamodb.call("UpdateItem", {
      ...on,
      UpdateExpression: "SET #ttl = :past",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: { ":past": { N: "1000" } },
    });
    await dynamodb.call("DeleteItem", on);
  }
}
