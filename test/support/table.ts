import { createDynamoDb } from "@tessera/local/dynamodb/client";
import type { JsonObject } from "@tessera/local/kit/json";
import { inject } from "vitest";

/** One call to the table itself, for states that no endpoint can bring about. */
export async function onTheTable(action: "PutItem" | "UpdateItem" | "GetItem", input: JsonObject): Promise<JsonObject> {
  const { port, table } = inject("place").dynamodb;
  const db = createDynamoDb(port);
  try {
    return await db.call(action, { TableName: table, ...input });
  } finally {
    db.close();
  }
}
