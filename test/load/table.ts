import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Cloud } from "@tessera/local/cloud";
import { isObject, list, object, type Json } from "@tessera/local/kit/json";

/** A stored item, as it lies in the table. */
export type Item = Readonly<Record<string, unknown>>;

const plain = (item: Json): Item => unmarshall(object(item) as unknown as Parameters<typeof unmarshall>[0]); // what the emulator answers with

const named = (kind: string) => ({
  ExpressionAttributeNames: { "#e": "_e" },
  ExpressionAttributeValues: { ":kind": { S: kind } },
});

/** Every item of the table, or every one of a kind (`_e`), past IAM, faults and lag. */
export async function readTable({ dynamodb }: Pick<Cloud, "dynamodb">, kind?: string): Promise<Item[]> {
  const items: Item[] = [];
  let from: Json;
  do {
    const page = await dynamodb.call("Scan", {
      TableName: dynamodb.tableName,
      ConsistentRead: true,
      ...(kind && { FilterExpression: "#e = :kind", ...named(kind) }),
      ...(isObject(from) && { ExclusiveStartKey: from }),
    });
    items.push(...list(page["Items"]).map(plain));
    from = page["LastEvaluatedKey"];
  } while (from !== undefined);
  return items;
}

/** One item by its key, past IAM, faults and lag: a look through the whole table costs hundreds of these. */
export async function readItem({ dynamodb }: Pick<Cloud, "dynamodb">, pk: string, sk = "a"): Promise<Item | undefined> {
  const { Item } = await dynamodb.call("GetItem", {
    TableName: dynamodb.tableName,
    Key: { pk: { S: pk.toLowerCase() }, sk: { S: sk.toLowerCase() } },
    ConsistentRead: true,
  });
  return isObject(Item) ? plain(Item) : undefined;
}

/** The table when all that follows from what was done is done, too. */
export async function readSettled(cloud: Cloud): Promise<Item[]> {
  await cloud.stream.idle(120_000);
  return readTable(cloud);
}

/** Lets an hour pass for every job that is left, and the clock strike. */
export async function anHourLater(cloud: Cloud): Promise<void> {
  const left = (await readSettled(cloud)).filter((item) => item._e === "job");
  for (const { pk, sk } of left)
    await cloud.dynamodb.call("UpdateItem", {
      TableName: cloud.dynamodb.tableName,
      Key: { pk: { S: String(pk) }, sk: { S: String(sk) } },
      UpdateExpression: "SET gsi14sk = :past",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":past": { S: "2026-01-01T00:00:00.000Z" } },
    });
  await cloud.invoke("Sweep", {});
}
