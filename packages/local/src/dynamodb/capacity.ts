import { isObject, text, type Json, type JsonObject } from "../kit/json.ts";
import type { IndexSpec, TableSpec } from "../template/model.ts";

/**
 * Write units by DynamoDB's documented rules (Developer Guide, "DynamoDB item sizes and formats" and "Read and write
 * operations"): DynamoDB Local counts transactions wrongly, so what an item was and is, is priced here instead. That an
 * index's row costs the same in a transaction as outside is nowhere documented otherwise, and wasn't tried on AWS.
 */

const bytes = (value: Json): number => Buffer.byteLength(text(value));

/** Bytes of an attribute's value, in DynamoDB's own notation. */
function valueSize(value: Json): number {
  if (!isObject(value)) return 0;
  const [[kind, inside] = ["NULL"]] = Object.entries(value);
  if (kind === "S") return bytes(inside);
  if (kind === "N") return Math.ceil(text(inside).replace(/[.-]/g, "").length / 2) + 1;
  if (kind === "B") return Buffer.from(text(inside), "base64").length;
  if (Array.isArray(inside) && kind === "L") return 3 + inside.reduce<number>((sum, x) => sum + valueSize(x) + 1, 0);
  if (Array.isArray(inside)) return inside.reduce<number>((sum, x) => sum + valueSize({ [kind.slice(0, 1)]: x }), 0);
  if (kind === "M" && isObject(inside)) return 3 + Object.keys(inside).length + itemSize(inside);
  return 1;
}

/** Bytes of an item as DynamoDB counts them: names and values. */
export const itemSize = (item: JsonObject): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + bytes(name) + valueSize(value), 0);

/** Write units of so many bytes. */
const units = (size: number): number => Math.max(1, Math.ceil(size / 1024));

const ordered = (item: JsonObject): string => JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What an index has of an item; undefined if it isn't in it. */
function rowOf(item: JsonObject | undefined, table: TableSpec, index: IndexSpec): JsonObject | undefined {
  if (!item || index.key.some(({ name }) => item[name] === undefined)) return undefined;
  if (index.projection === "ALL") return item;
  const names = new Set([...table.key, ...index.key].map(({ name }) => name).concat(index.include));
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

/** An unchanged row costs nothing, a changed one its size, one whose key changed is deleted and put. */
function rowUnits(before: JsonObject | undefined, after: JsonObject | undefined, index: IndexSpec): number {
  if (!before && !after) return 0;
  if (!before || !after) return units(itemSize(before ?? after ?? {}));
  const key = (row: JsonObject) => JSON.stringify(index.key.map(({ name }) => row[name]));
  if (key(before) !== key(after)) return units(itemSize(before)) + units(itemSize(after));
  return ordered(before) === ordered(after) ? 0 : units(Math.max(itemSize(before), itemSize(after)));
}

/**
 * Write units of one item of a transaction: twice its size, before or after, whichever is larger, and its index rows.
 * An item that was only checked is one that didn't change.
 */
export function transactUnits(table: TableSpec, before: JsonObject | undefined, after: JsonObject | undefined): number {
  const size = Math.max(before ? itemSize(before) : 0, after ? itemSize(after) : 0);
  const rows = table.indexes.map((index) => rowUnits(rowOf(before, table, index), rowOf(after, table, index), index));
  return 2 * units(size) + rows.reduce((sum, n) => sum + n, 0);
}

/** Bytes that are billed for keeping an item: itself and its rows in the indexes, with DynamoDB's 100 for each of them. */
export const keptBytes = (table: TableSpec, item: JsonObject): number =>
  [item, ...table.indexes.map((index) => rowOf(item, table, index))]
    .filter((row) => row !== undefined)
    .reduce((sum, row) => sum + itemSize(row) + 100, 0);
