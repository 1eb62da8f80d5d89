import { isObject, list, object, type JsonObject } from "../kit/json.ts";
import { randomNumbers } from "../faults/faults.ts";
import type { TableSpec } from "../template/model.ts";
import type { DynamoDb } from "./client.ts";
import { createTable } from "./tables.ts";

const shadowName = (table: string): string => `${table}.lagging`;

const keyOf = (table: TableSpec, item: JsonObject): JsonObject =>
  Object.fromEntries(table.key.map(({ name }) => [name, item[name]]));

/**
 * Real global indexes lag behind their table, the emulator's don't. In lag mode a second table is fed each
 * written item up to `ms` later, each after a delay of its own (so neighbours overtake each other, as in the
 * cloud), and answers all index reads. Only writes that pass the endpoint are seen.
 */
export class IndexLag {
  readonly #db: DynamoDb;
  readonly #tables: readonly TableSpec[];
  readonly #random = randomNumbers(7);
  readonly #queues = new Map<string, Promise<void>>();
  #limit = 0;
  #ready = false;

  constructor(db: DynamoDb, tables: readonly TableSpec[]) {
    this.#db = db;
    this.#tables = tables;
  }

  /** Whether writes are to be noted; begins before the older state stands ready. */
  get records(): boolean {
    return this.#limit > 0;
  }

  /** The table that index reads are to go to now. */
  readsFrom(table: string): string {
    return this.#ready ? shadowName(table) : table;
  }

  /** Notes that an item was, or may have been, written. */
  written(table: TableSpec, key: JsonObject): void {
    setTimeout(() => void this.#enqueue(table, key), this.#random() * this.#limit).unref();
  }

  /** @param ms how late an index may be; 0 ends the mode. Resolves when the older state stands ready, or is gone. */
  async set(ms: number): Promise<void> {
    const was = this.#limit;
    this.#limit = ms;
    if (ms === 0) this.#ready = false;
    if (was > 0 && ms === 0) await this.#drop();
    if (was > 0 || ms === 0) return;
    for (const table of this.#tables) {
      await createTable(this.#db, { ...table, name: shadowName(table.name), streamView: undefined, ttl: undefined });
      await this.#fill(table);
    }
    this.#ready = true;
  }

  /** One copy at a time for each item, each of the newest state: the older state never goes back. */
  #enqueue(table: TableSpec, key: JsonObject): Promise<void> {
    const name = table.name + JSON.stringify(key);
    const before = this.#queues.get(name) ?? Promise.resolve();
    const next = before.then(() => this.#copy(table, key)).catch(() => undefined);
    this.#queues.set(name, next);
    void next.then(() => this.#queues.get(name) === next && this.#queues.delete(name));
    return next;
  }

  async #copy(table: TableSpec, key: JsonObject): Promise<void> {
    if (this.#limit === 0) return;
    const { Item } = await this.#db.call("GetItem", { TableName: table.name, Key: key, ConsistentRead: true });
    const TableName = shadowName(table.name);
    if (isObject(Item)) await this.#db.call("PutItem", { TableName, Item });
    else await this.#db.call("DeleteItem", { TableName, Key: key });
  }

  async #fill(table: TableSpec): Promise<void> {
    let from: JsonObject | undefined;
    do {
      const page = await this.#db.call("Scan", { TableName: table.name, ...(from && { ExclusiveStartKey: from }) });
      await Promise.all(list(page["Items"]).map((item) => this.#enqueue(table, keyOf(table, object(item)))));
      from = isObject(page["LastEvaluatedKey"]) ? page["LastEvaluatedKey"] : undefined;
    } while (from);
  }

  async #drop(): Promise<void> {
    await Promise.all(this.#queues.values());
    for (const { name } of this.#tables)
      await this.#db.call("DeleteTable", { TableName: shadowName(name) }).catch(() => undefined);
  }
}
