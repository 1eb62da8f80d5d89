import * as sdk from "@aws-sdk/client-dynamodb";

const client = new sdk.DynamoDBClient({ maxAttempts: 1 });

/** Runs one DynamoDB command: `{action, input}`, as an event or as the body of a request. */
export async function handler(event) {
  const { action, input } = event.body ? JSON.parse(event.body) : event;
  try {
    const { $metadata: _, ...output } = await client.send(new sdk[`${action}Command`](input));
    return { output };
  } catch (error) {
    return { error: error.name, message: error.message, reasons: error.CancellationReasons };
  }
}
