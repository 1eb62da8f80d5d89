import { at, isObject, list, object, text, type Json, type JsonObject } from "../kit/json.ts";
import type { TableSpec } from "../template/model.ts";
import type { Access } from "./policy.ts";

type Context = Access["context"];

/** Operations that name one table and are checked as themselves. Any other name is refused by the endpoint. */
const single = new Set(["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "DescribeTable"]);
const batch = new Set(["BatchGetItem", "BatchWriteItem"]);
const transactions = new Set(["TransactGetItems", "TransactWriteItems"]);

/** Whether the local cloud passes this operation on. PartiQL is refused: nothing tells which items it touches. */
export const isSupported = (operation: string): boolean =>
  single.has(operation) || batch.has(operation) || transactions.has(operation);

/** IAM has no action for transactions: every item is checked as what it does. */
const transactAction: Record<string, string> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};

const plain = (value: Json): string => text(Object.values(object(value))[0]);

/** Tables may be named by ARN too. */
export const tableNameOf = (call: Json): string => text(at(call, "TableName")).replace(/^arn:.*:table\//, "");

function resourceOf(tables: readonly TableSpec[], name: string, index: string): string {
  const table = tables.find((one) => one.name === name);
  const arn = table?.arn ?? `arn:aws:dynamodb:eu-central-1:000000000000:table/${name}`;
  return index === "" ? arn : `${arn}/index/${index}`;
}

/** The partition key's value that a key condition compares with, if it can be read off. */
function queriedKey(call: JsonObject, partition: string): string | undefined {
  const names = object(call["ExpressionAttributeNames"]);
  for (const [, left = "", right = ""] of text(call["KeyConditionExpression"]).matchAll(/([#\w]+)\s*=\s*(:\w+)/g))
    if (text(names[left], left) === partition) return plain(at(call, "ExpressionAttributeValues", right));
  return undefined;
}

function leadingKeys(tables: readonly TableSpec[], call: JsonObject): string[] {
  const table = tables.find((one) => one.name === tableNameOf(call));
  const index = table?.indexes.find((one) => one.name === call["IndexName"]);
  const partition = (index?.key ?? table?.key)?.find((part) => part.type === "HASH")?.name ?? "";
  const item = call["Key"] ?? call["Item"];
  const value = isObject(item) ? plain(item[partition]) : queriedKey(call, partition);
  return value === undefined ? [] : [value];
}

const withKeys = (base: Context, keys: string[]): Context =>
  keys.length > 0 ? { ...base, "dynamodb:LeadingKeys": keys } : base;

/**
 * What a DynamoDB call asks of IAM: each item of a transaction, each table of a batch, the index of a query.
 * @param base context keys that every access of this caller carries
 */
export function dynamodbAccesses(
  operation: string,
  call: JsonObject,
  tables: readonly TableSpec[],
  base: Context,
): Access[] {
  const one = (action: string, item: JsonObject): Access => ({
    action: `dynamodb:${action}`,
    resource: resourceOf(tables, tableNameOf(item), text(item["IndexName"])),
    context: withKeys(base, leadingKeys(tables, item)),
  });
  if (transactions.has(operation))
    return list(call["TransactItems"]).flatMap((entry) =>
      Object.entries(object(entry)).map(([kind, item]) => one(transactAction[kind] ?? kind, object(item))),
    );
  if (batch.has(operation))
    return Object.entries(object(call["RequestItems"])).map(([name, entry]) => {
      const items = isObject(entry) ? list(entry["Keys"]).map((key) => ({ Key: key })) : list(entry).map(putOrDelete);
      const keys = items.flatMap((item) => leadingKeys(tables, { TableName: name, ...item }));
      return {
        action: `dynamodb:${operation}`,
        resource: resourceOf(tables, name.replace(/^arn:.*:table\//, ""), ""),
        context: withKeys(base, keys),
      };
    });
  return [one(operation, call)];
}

const putOrDelete = (entry: Json): JsonObject => ({
  Key: at(entry, "PutRequest", "Item") ?? at(entry, "DeleteRequest", "Key"),
});

/** The keys that a call writes, by table: what an index will learn about later. */
export function writtenKeys(
  operation: string,
  call: JsonObject,
  tables: readonly TableSpec[],
): { table: TableSpec; key: JsonObject }[] {
  const of = (name: string, item: Json): { table: TableSpec; key: JsonObject }[] => {
    const table = tables.find((one) => one.name === name);
    if (!table || !isObject(item)) return [];
    return [{ table, key: Object.fromEntries(table.key.map((part) => [part.name, item[part.name]])) }];
  };
  if (operation === "TransactWriteItems")
    return list(call["TransactItems"]).flatMap((entry) =>
      ["Put", "Update", "Delete"].flatMap((kind) =>
        of(tableNameOf(at(entry, kind)), at(entry, kind, "Key") ?? at(entry, kind, "Item")),
      ),
    );
  if (operation === "BatchWriteItem")
    return Object.entries(object(call["RequestItems"])).flatMap(([name, entries]) =>
      list(entries).flatMap((entry) => of(name, putOrDelete(entry)["Key"])),
    );
  if (["PutItem", "UpdateItem", "DeleteItem"].includes(operation))
    return of(tableNameOf(call), call["Key"] ?? call["Item"]);
  return [];
}
