import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";

const client = new DynamoDBClient({ maxAttempts: 1 });

/** Notes each record in the item "seen"; what an item's `do` says happens instead: "report", "throw", or "hang". */
export async function handler({ Records }) {
  for (const { dynamodb, eventName } of Records) {
    const what = dynamodb.NewImage?.do?.S;
    if (what === "throw") throw new Error("as it was told");
    if (what === "report") return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] };
    if (what === "hang") await new Promise(() => undefined);
    await client.send(
      new UpdateItemCommand({
        TableName: process.env.TABLE_NAME,
        Key: { pk: { S: "seen" }, sk: { S: dynamodb.Keys.pk.S } },
        UpdateExpression: "SET notes = list_append(if_not_exists(notes, :none), :note)",
        ExpressionAttributeValues: {
          ":none": { L: [] },
          ":note": { L: [{ S: `${eventName} ${dynamodb.NewImage?.n?.N ?? ""}` }] },
        },
      }),
    );
  }
  return { batchItemFailures: [] };
}
