import { createDynamoDb } from "@tessera/local/dynamodb/client";
import { list, type Json, type JsonObject } from "@tessera/local/kit/json";
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

/** Every stored item that mentions a word, in the order of their keys. */
export async function itemsWith(word: string): Promise<string[]> {
  const { port, table } = inject("place").dynamodb;
  const db = createDynamoDb(port);
  const found: string[] = [];
  try {
    let from: Json;
    do {
      const page = await db.call("Scan", {
        TableName: table,
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      });
      found.push(...list(page["Items"]).map((item) => JSON.stringify(item)));
      from = page["LastEvaluatedKey"];
    } while (from !== undefined);
  } finally {
    db.close();
  }
  return found.filter((item) => item.toLowerCase().includes(word.toLowerCase())).sort();
}
