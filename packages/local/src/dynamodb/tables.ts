import { setTimeout as delay } from "node:timers/promises";
import { at, list, text, texts, type Json, type JsonObject } from "../kit/json.ts";
import { StartError } from "../kit/start-error.ts";
import type { IndexSpec, KeyPart, TableSpec } from "../template/model.ts";
import { DynamoDbError, type DynamoDb } from "./client.ts";

const keySchema = (key: readonly KeyPart[]): JsonObject[] =>
  key.map(({ name, type }) => ({ AttributeName: name, KeyType: type }));

const indexInput = (index: IndexSpec): JsonObject => ({
  IndexName: index.name,
  KeySchema: keySchema(index.key),
  Projection: {
    ProjectionType: index.projection,
    ...(index.include.length > 0 && { NonKeyAttributes: [...index.include] }),
  },
});

const attributes = (table: TableSpec): JsonObject[] =>
  Object.entries(table.attributes).map(([name, type]) => ({ AttributeName: name, AttributeType: type }));

/** Creates a table with all its indexes at once: the emulator fails writes while one is added later. */
export async function createTable(db: DynamoDb, table: TableSpec): Promise<void> {
  await db.call("CreateTable", {
    TableName: table.name,
    KeySchema: keySchema(table.key),
    AttributeDefinitions: attributes(table),
    BillingMode: "PAY_PER_REQUEST",
    ...(table.indexes.length > 0 && { GlobalSecondaryIndexes: table.indexes.map(indexInput) }),
    ...(table.streamView !== undefined && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: table.streamView },
    }),
  });
  if (table.ttl !== undefined)
    await db.call("UpdateTimeToLive", {
      TableName: table.name,
      TimeToLiveSpecification: { Enabled: true, AttributeName: table.ttl },
    });
}

/** One line for each index or table key: comparing these lines compares schemas. */
function describeKey(types: Readonly<Record<string, string>>, key: readonly KeyPart[]): string {
  return [...key]
    .sort((a, b) => a.type.localeCompare(b.type))
    .map(({ name }) => `${name}:${types[name] ?? "?"}`)
    .join(",");
}

function expected(table: TableSpec): Map<string, string> {
  const indexes = table.indexes.map(
    (index) =>
      [
        index.name,
        `${describeKey(table.attributes, index.key)} ${index.projection}${[...index.include].sort().join(",")}`,
      ] as const,
  );
  return new Map([["the table", describeKey(table.attributes, table.key)], ...indexes]);
}

function keyParts(schema: Json): KeyPart[] {
  return list(schema).map((part) => ({
    name: text(at(part, "AttributeName")),
    type: at(part, "KeyType") === "HASH" ? "HASH" : "RANGE",
  }));
}

function actual(description: Json): Map<string, string> {
  const definitions = list(at(description, "AttributeDefinitions"));
  const types = Object.fromEntries(
    definitions.map((one) => [text(at(one, "AttributeName")), text(at(one, "AttributeType"))]),
  );
  const indexes = list(at(description, "GlobalSecondaryIndexes")).map((index) => {
    const include = texts(at(index, "Projection", "NonKeyAttributes"))
      .sort()
      .join(",");
    const projection = text(at(index, "Projection", "ProjectionType")) + include;
    return [
      text(at(index, "IndexName")),
      `${describeKey(types, keyParts(at(index, "KeySchema")))} ${projection}`,
    ] as const;
  });
  return new Map([["the table", describeKey(types, keyParts(at(description, "KeySchema")))], ...indexes]);
}

async function addIndex(db: DynamoDb, table: TableSpec, index: IndexSpec): Promise<void> {
  await db.call("UpdateTable", {
    TableName: table.name,
    AttributeDefinitions: attributes(table),
    GlobalSecondaryIndexUpdates: [{ Create: indexInput(index) }],
  });
  for (;;) {
    const found = list(
      at((await db.call("DescribeTable", { TableName: table.name }))["Table"], "GlobalSecondaryIndexes"),
    );
    if (found.every((one) => at(one, "IndexStatus") === "ACTIVE")) return;
    await delay(50);
  }
}

/** Adds indexes that the template has and the data folder hasn't; any other difference ends the start. */
async function reconcile(db: DynamoDb, table: TableSpec, description: Json): Promise<void> {
  const want = expected(table);
  const have = actual(description);
  const wrong = [...have].find(([name, shape]) => want.get(name) !== shape);
  if (wrong) {
    const [name, shape] = wrong;
    throw new StartError(
      `table ${table.name} in the data folder differs from the template: ${name} is ${shape}, the template says ${want.get(name) ?? "nothing of it"}; start with --fresh or migrate it`,
    );
  }
  for (const index of table.indexes) if (!have.has(index.name)) await addIndex(db, table, index);
}

/**
 * Brings the tables of the data folder to what the template says.
 * @throws StartError when an existing table has another schema
 */
export async function ensureTables(db: DynamoDb, tables: readonly TableSpec[]): Promise<void> {
  for (const table of tables) {
    await db.call("DeleteTable", { TableName: `${table.name}.lagging` }).catch(() => undefined); // left by a killed fault run
    try {
      await reconcile(db, table, (await db.call("DescribeTable", { TableName: table.name }))["Table"]);
    } catch (error) {
      if (!(error instanceof DynamoDbError) || error.code !== "ResourceNotFoundException") throw error;
      await createTable(db, table);
    }
  }
}
