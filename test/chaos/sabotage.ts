import type { Cloud } from "@tessera/local/cloud";
import type { JsonObject } from "@tessera/local/kit/json";
import { accepted, isOpen } from "../load/journal.ts";
import { objectKeys } from "../load/files.ts";
import { readTable, type Item } from "../load/table.ts";
import type { Evidence } from "./checker.ts";

/** Breaks one thing by hand; what it returns makes that good again. */
export type Sabotage = (world: { readonly cloud: Cloud; readonly evidence: Evidence }) => Promise<() => unknown>;

type Key = Readonly<Record<"pk" | "sk", unknown>>;

/** Past everything that the product does to be careful. */
class Table {
  readonly #db: Cloud["dynamodb"];
  constructor({ dynamodb }: Cloud) {
    this.#db = dynamodb;
  }

  #on = ({ pk, sk }: Key): JsonObject => ({
    TableName: this.#db.tableName,
    Key: { pk: { S: String(pk) }, sk: { S: String(sk) } },
  });
  #put = (Item: JsonObject): Promise<unknown> => this.#db.call("PutItem", { TableName: this.#db.tableName, Item });

  async #read(key: Key): Promise<JsonObject> {
    const { Item } = await this.#db.call("GetItem", { ...this.#on(key), ConsistentRead: true });
    return Item as JsonObject; // it was just read
  }

  async remove(key: Key): Promise<() => unknown> {
    const item = await this.#read(key);
    await this.#db.call("DeleteItem", this.#on(key));
    return () => this.#put(item);
  }

  async change(key: Key, to: JsonObject): Promise<() => unknown> {
    const item = await this.#read(key);
    await this.#put({ ...item, ...to });
    return () => this.#put(item);
  }

  async copy(key: Key, to: { pk?: string; sk?: string }, more: JsonObject = {}): Promise<() => unknown> {
    const place = { ...key, ...to };
    const { Key: own } = this.#on(place) as { Key: JsonObject };
    await this.#put({ ...(await this.#read(key)), ...own, ...more });
    return () => this.#db.call("DeleteItem", this.#on(place));
  }
}

const first = (items: readonly Item[], is: (i: Item) => boolean): Item => {
  const found = items.find(is);
  if (!found) throw new Error("the run has left nothing to break here");
  return found;
};
const kind =
  (name: string) =>
  (i: Item): boolean =>
    i._e === name;

const inChaos = (i: Item): boolean => i._e === "card" && i.p === "CHAOS";
const text = (S: string): JsonObject => ({ S });

/** One for each invariant that the checker names. */
export const sabotages: Readonly<Record<string, Sabotage>> = {
  "numbers are given out once": async ({ cloud, evidence: { items } }) =>
    new Table(cloud).copy(
      first(items, (i) => i.kind === "ticket.created" && i.project === "CHAOS"),
      { sk: "e#again" },
      { id: text("again") },
    ),

  "histories are told event by event": async ({ cloud, evidence: { items } }) => {
    const card = first(items, inChaos) as Key & Item;
    return new Table(cloud).change(card, { ve: { N: String(Number(card.ve) + 1) } });
  },

  "counters equal what is counted": async ({ cloud, evidence: { items } }) => {
    const card = first(items, inChaos) as Key & Item;
    return new Table(cloud).change(card, { cm: { N: String(Number(card.cm) + 1) } });
  },

  "indexes and involvements say what cards say": async ({ cloud, evidence: { items } }) =>
    new Table(cloud).remove(first(items, (i) => i._e === "involvement" && i.following === true)),

  "every card has a place of its own": async ({ cloud, evidence: { items } }) => {
    const cards = Map.groupBy(items.filter(inChaos), (c) => c.gsi1pk);
    const [one, other] = [...cards.values()].find((all) => all.length > 1) ?? [];
    return new Table(cloud).change(other as Key & Item, { gsi1sk: text(String(one?.gsi1sk)) });
  },

  "postings equal what is to be indexed": async ({ cloud, evidence: { items } }) =>
    new Table(cloud).remove(first(items, (i) => String(i.pk).startsWith("w#chaos"))),

  "tags say the same on both sides": async ({ cloud, evidence: { items } }) => {
    const mark = { M: { id: { S: "chaos.nothing" }, by: { S: "nobody" }, at: { N: "1" } } };
    return new Table(cloud).change(first(items, kind("contact")), { tags: { L: [mark] } });
  },

  "nothing is an orphan": async ({ cloud, evidence: { items } }) =>
    new Table(cloud).copy(first(items, kind("involvement")), { pk: "t#chaos#0099999" }),

  "no registration is half": async ({ cloud, evidence: { items } }) =>
    new Table(cloud).remove(first(items, kind("taken"))),

  "accounts and people belong together": async ({ cloud, evidence: { items } }) =>
    new Table(cloud).remove(first(items, kind("user"))),

  "objects and attachments belong together": async ({ cloud }) => {
    const bucket = cloud.model.buckets.find(({ name }) => cloud.objects.keys(name).length > 0)?.name ?? "";
    cloud.objects.put(bucket, "chaos/1/nobodys", Buffer.from("12345"), "text/plain");
    return () => cloud.objects.remove(bucket, "chaos/1/nobodys");
  },

  "an accepted write has its events, and no event is without one": async ({ cloud, evidence: { items } }) =>
    new Table(cloud).remove(first(items, (i) => i.kind === "comment.created")),

  "every acknowledged write is there": async ({ cloud, evidence: { items, journal } }) => {
    const { entries } = journal;
    const told = entries.filter((e) => e.method !== "DELETE").flatMap((e) => e.attempts.filter(accepted));
    const gone = entries.filter((e) => e.method === "DELETE").map((e) => e.path);
    const isTold = (name: string) => told.some(({ body }) => JSON.stringify(body).includes(`"${name}"`));
    const isFit = (i: Item) =>
      i._e === "contact" && isTold(String(i.id)) && !gone.some((path) => path.includes(String(i.id)));
    const isPerson = (i: Item) => i._e === "user" && isTold(String(i.username));
    return new Table(cloud).remove(items.find(isFit) ?? first(items, isPerson));
  },

  "a write that was tried again under its key happened once": async ({ cloud, evidence: { items, journal } }) => {
    const told = new Map(items.filter(kind("event")).map((e) => [String(e.request_id), e]));
    const twice = journal.entries.filter((e) => e.key && e.attempts.length > 1);
    const event = twice.flatMap((e) => e.attempts).flatMap(({ requestId }) => told.get(requestId) ?? [])[0];
    return new Table(cloud).copy(
      first(items, (i) => i === event),
      { sk: "e#again" },
      { id: text("again") },
    );
  },

  "no record of the stream was given up": async ({ evidence }) => {
    (evidence.givenUp as string[]).push("{}");
    return () => (evidence.givenUp as string[]).pop();
  },

  "no request met a failure of our own": async ({ evidence: { journal } }) => {
    const attempts = journal.entries.find((e) => !isOpen(e))?.attempts;
    attempts?.unshift({ ...attempts[0]!, status: 500, body: { code: "internal" } });
    return () => attempts?.shift();
  },
};

/** The same evidence, with table and objects as they are by now. */
export const anew = async (cloud: Cloud, evidence: Evidence): Promise<Evidence> => ({
  ...evidence,
  items: await readTable(cloud),
  objects: objectKeys(cloud),
});
