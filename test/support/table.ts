import { createDynamoDb } from "@tessera/local/dynamodb/client";
import { list, object, text, type Json, type JsonObject } from "@tessera/local/kit/json";
import { inject } from "vitest";

/** One call to the table itself, for states that no endpoint can bring about. */
export async function onTheTable(action: "PutItem" | "UpdateItem" | "GetItem", input: JsonObject): Promise<JsonObject> {
  const { endpoint, accessKey, tableName } = inject("place").dynamodb;
  const db = createDynamoDb(Number(new URL(endpoint).port), accessKey);
  try {
    return await db.call(action, { TableName: tableName, ...input });
  } finally {
    db.close();
  }
}

async function everything(): Promise<JsonObject[]> {
  const { endpoint, accessKey, tableName } = inject("place").dynamodb;
  const db = createDynamoDb(Number(new URL(endpoint).port), accessKey);
  const found: JsonObject[] = [];
  try {
    let from: Json;
    do {
      const page = await db.call("Scan", {
        TableName: tableName,
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      });
      found.push(...list(page["Items"]).map(object));
      from = page["LastEvaluatedKey"];
    } while (from !== undefined);
  } finally {
    db.close();
  }
  return found;
}

/** The search index follows what was written before, in its own time. */
const isPosting = (item: JsonObject): boolean => text(object(item["pk"])["S"]).startsWith("w#");

/** Every stored item that mentions a word, in the order of their keys. */
export const itemsWith = async (word: string): Promise<string[]> =>
  (await everything())
    .filter((item) => !isPosting(item))
    .map((item) => JSON.stringify(item))
    .filter((item) => item.toLowerCase().includes(word.toLowerCase()))
    .sort();

/** The kinds of the events that these requests have left. */
export async function eventsOf(requests: ReadonlySet<string>): Promise<string[]> {
  const value = (item: JsonObject, name: string) => (item[name] === undefined ? "" : text(object(item[name])["S"]));
  const events = (await everything()).filter((item) => value(item, "_e") === "event");
  return events.filter((event) => requests.has(value(event, "request_id"))).map((event) => value(event, "kind"));
}
