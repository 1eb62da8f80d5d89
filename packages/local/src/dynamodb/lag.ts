import { isObject, list, object, type JsonObject } from "../kit/json.ts";
import { randomNumbers } from "../faults/faults.ts";
import type { TableSpec } from "../template/model.ts";
import type { DynamoDb } from "./client.ts";
import { createTable } from "./tables.ts";

/**
 * Real global indexes lag behind their table, the emulator's don't. In lag mode a second table is fed each
 * written item up to `ms` later, each after a delay of its own (so neighbours overtake each other, as in the
 * cloud), and answers all index reads. Only writes that pass the endpoint are seen.
 */
export interface IndexLag {
  /** Whether writes are to be noted; begins before the older state stands ready. */
  records(): boolean;
  /** Whether index reads are to go to the older state. */
  active(): boolean;
  shadow(table: string): string;
  /** Notes that an item was, or may have been, written. */
  written(table: TableSpec, key: JsonObject): void;
  /** Milliseconds; 0 ends the mode. */
  set(ms: number): Promise<void>;
}

const shadowName = (table: string): string => `${table}.lagging`;

const keyOf = (table: TableSpec, item: JsonObject): JsonObject =>
  Object.fromEntries(table.key.map(({ name }) => [name, item[name]]));

export function createIndexLag(db: DynamoDb, tables: readonly TableSpec[]): IndexLag {
  const random = randomNumbers(7);
  const queues = new Map<string, Promise<void>>();
  let limit = 0;

  async function copy(table: TableSpec, key: JsonObject): Promise<void> {
    if (limit === 0) return;
    const { Item } = await db.call("GetItem", { TableName: table.name, Key: key, ConsistentRead: true });
    const TableName = shadowName(table.name);
    if (isObject(Item)) await db.call("PutItem", { TableName, Item });
    else await db.call("DeleteItem", { TableName, Key: key });
  }

  /** One copy at a time for each item: each reads the newest state, so the shadow never goes back. */
  function enqueue(table: TableSpec, key: JsonObject): Promise<void> {
    const name = table.name + JSON.stringify(key);
    const next = (queues.get(name) ?? Promise.resolve()).then(() => copy(table, key)).catch(() => undefined);
    queues.set(name, next);
    void next.then(() => queues.get(name) === next && queues.delete(name));
    return next;
  }

  async function fill(table: TableSpec): Promise<void> {
    let from: JsonObject | undefined;
    do {
      const page = await db.call("Scan", { TableName: table.name, ...(from && { ExclusiveStartKey: from }) });
      await Promise.all(list(page["Items"]).map((item) => enqueue(table, keyOf(table, object(item)))));
      from = isObject(page["LastEvaluatedKey"]) ? page["LastEvaluatedKey"] : undefined;
    } while (from);
  }

  async function drop(): Promise<void> {
    await Promise.all([...queues.values()]);
    for (const table of tables)
      await db.call("DeleteTable", { TableName: shadowName(table.name) }).catch(() => undefined);
  }

  let on = false;
  return {
    records: () => limit > 0,
    active: () => on,
    shadow: shadowName,
    written(table, key) {
      setTimeout(() => void enqueue(table, key), random() * limit).unref();
    },
    async set(ms) {
      const starts = limit === 0 && ms > 0;
      const ends = limit > 0 && ms === 0;
      limit = ms;
      if (ms === 0) on = false;
      if (ends) await drop();
      if (!starts) return;
      for (const table of tables)
        await createTable(db, { ...table, name: shadowName(table.name), streamView: undefined, ttl: undefined });
      await Promise.all(tables.map(fill));
      on = true;
    },
  };
}
