import { randomNumbers } from "@tessera/local/faults/faults";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apply, missing } from "../../web/src/lib/state/apply.ts";
import { LAG_MS, nothing, type Known } from "../../web/src/lib/state/change.ts";
import type { Board as WebBoard } from "@tessera/core/project/project.schema";
import type { Ticket } from "@tessera/core/ticket/ticket.schema";
import type { Client } from "./client.ts";
import { violations } from "./invariants.ts";
import { byRank, readBoard, readOn, readWhole, type Card } from "./player.ts";
import { readSettled } from "./table.ts";
import { expectStatus, seedOf, startWorld, type World } from "./world.ts";

/** Indexes are up to a second late, as they may be in the cloud; boards and lists agree within this. */
const soon = { timeout: 2500, interval: 50 };

let world: World;
let lead: Client;
let random: () => number;

beforeAll(async () => {
  random = randomNumbers(seedOf("lag"));
  world = await startWorld();
  lead = await world.register("lena");
  await world.cloud.faults.indexLag(LAG_MS);
});

afterAll(() => world.stop());

let projects = 0;

/** A new project and its columns. */
async function aProject(): Promise<{ key: string; columns: string[] }> {
  const key = `LAG${(projects += 1)}`;
  expectStatus(await lead.post("projects/", { key, name: key }), 201);
  return { key, columns: (await readBoard(lead, key)).columns.map((c) => c.id) };
}

const card = async (body: object): Promise<Card> =>
  expectStatus(await lead.post("tickets/", { name: "A card", ...body }), 201).body as Card;
const patch = async (id: string, body: object): Promise<Card> =>
  expectStatus(await lead.patch(`tickets/${id}/`, body), 200).body as Card;
const read = async (id: string): Promise<Card> => expectStatus(await lead.get(`tickets/${id}/`), 200).body as Card;
const stack = async (column: string): Promise<string[]> =>
  (await readOn(lead, `tickets/?column=${column}&ordering=rank`)).map((c) => c.id);

async function many(n: number, body: object): Promise<Card[]> {
  const cards: Card[] = [];
  for (let i = 0; i < n; i++) cards.push(await card(body));
  return cards;
}

describe("While indexes are late", () => {
  it("they are: new cards aren't all on the board at once", async () => {
    const { key, columns } = await aProject();
    const made = await many(5, { column: columns[0] });
    const shown = async () => (await readBoard(lead, key)).columns[0]?.tickets.length;

    expect(await shown()).toBeLessThan(made.length);
    await expect.poll(shown, soon).toBe(made.length);
  });

  it("a read by id sees the writes that were answered", async () => {
    const { columns } = await aProject();
    for (let n = 0; n < 15; n++) {
      const made = await card({ column: columns[n % 4] });
      expect(await read(made.id)).toEqual(made);
      const moved = await patch(made.id, { column: columns[(n + 1) % 4], name: `Card ${n}` });
      expect(await read(made.id)).toEqual(moved);
      expect(moved.version).toBe(2);
    }
  });

  it("cards that are made one after the other stand in that order", async () => {
    const { key, columns } = await aProject();
    const made = await many(30, { project: key });

    expect(made.toSorted(byRank)).toEqual(made);
    await expect.poll(() => stack(columns[0] ?? ""), soon).toEqual(made.map((c) => c.id));
  });

  it("cards that are moved to the end one after the other stand there in that order", async () => {
    const { key, columns } = await aProject();
    const made = await many(12, { project: key });
    const moved: Card[] = [];
    for (const { id } of made.toReversed()) moved.push(await patch(id, { column: columns[2] }));

    expect(moved.toSorted(byRank)).toEqual(moved);
    await expect.poll(() => stack(columns[2] ?? ""), soon).toEqual(moved.map((c) => c.id));
  });

  it("a card that was moved away and back stands where it was put last", async () => {
    const { columns } = await aProject();
    const [a, b, c] = await many(3, { column: columns[0] });
    await expect.poll(() => stack(columns[0] ?? ""), soon).toEqual([a?.id, b?.id, c?.id]);

    await patch(b!.id, { after: c!.id });
    const back = await patch(b!.id, { before: c!.id });

    expect([back.version, byRank(back, c!)]).toEqual([3, -1]);
    await expect.poll(() => stack(columns[0] ?? ""), soon).toEqual([a?.id, b?.id, c?.id]);
  });

  it("a move that was done already is still nothing to do", async () => {
    const { columns } = await aProject();
    const [a, b, c] = await many(3, { column: columns[0] });
    await expect.poll(() => stack(columns[0] ?? ""), soon).toEqual([a?.id, b?.id, c?.id]);

    const moved = await patch(a!.id, { before: c!.id });

    expect(await patch(a!.id, { before: c!.id })).toEqual(moved);
    expect(await patch(a!.id, { after: b!.id })).toEqual(moved);
    expect(await patch(a!.id, { after: b!.id, before: c!.id })).toEqual(moved);
  });

  it("two cards are adjacent as soon as what was between them has left", async () => {
    const { columns } = await aProject();
    const [a, b, c, d] = await many(4, { column: columns[0] });
    await expect.poll(() => stack(columns[0] ?? ""), soon).toEqual([a?.id, b?.id, c?.id, d?.id]);

    expect((await lead.patch(`tickets/${d!.id}/`, { after: a!.id, before: c!.id })).status).toBe(409);
    await patch(b!.id, { column: columns[1] });
    const between = await patch(d!.id, { after: a!.id, before: c!.id });

    expect([byRank(a!, between), byRank(between, c!)]).toEqual([-1, -1]);
  });

  it("moves beside others neither lose a card nor tie", async () => {
    const { key, columns } = await aProject();
    const cards = new Map((await many(10, { project: key })).map((c) => [c.id, c]));
    const any = (): Card => [...cards.values()][Math.floor(random() * cards.size)]!;
    for (let n = 0; n < 60; n++) {
      const [moved, beside] = [any(), any()];
      if (moved.id === beside.id) continue;
      const side = random() < 0.5 ? "before" : "after";
      const now = await patch(moved.id, { column: beside.column, [side]: beside.id });
      expect(byRank(now, beside)).toBe(side === "before" ? -1 : 1);
      cards.set(now.id, now);
      if (random() < 0.2) cards.set(now.id, await patch(now.id, { column: columns[Math.floor(random() * 4)] }));
    }
    const places = [...cards.values()].map((c) => `${c.column} ${c.rank}`);

    expect(new Set(places).size).toBe(10);
    for (const id of columns) {
      const right = [...cards.values()]
        .filter((c) => c.column === id)
        .toSorted(byRank)
        .map((c) => c.id);
      await expect.poll(() => stack(id), soon).toEqual(right);
    }
  });

  it("a ticket's subtasks outlive it, though they were made or given away a moment ago", async () => {
    const { key } = await aProject();
    const [parent, other] = await many(2, { project: key });
    const child = await card({ project: key, parent: parent!.id });
    const given = await card({ project: key, parent: parent!.id });
    await expect.poll(async () => (await read(parent!.id))["subtasks_count"], soon).toBe(2);
    await patch(given.id, { parent: other!.id });

    expectStatus(await lead.remove(`tickets/${parent!.id}/`), 204);

    expect((await read(child.id))["parent"]).toBeNull();
    expect((await read(given.id))["parent"]).toBe(other!.id);
  });

  it("a column is emptied of cards that came a moment ago", async () => {
    const { columns } = await aProject();
    const cards = await many(3, { column: columns[1] });

    expectStatus(await lead.remove(`columns/${columns[1]}/?move_to=${columns[0]}`), 204);

    for (const { id } of cards) expect((await read(id)).column).toBe(columns[0]);
  });
});

/** What the web app knows of a board: as its store does it, the rules are the store's own. */
class Watcher {
  known: Known = nothing;
  readonly wrong: string[] = [];
  #missed: { at: number; ids: ReadonlySet<string> }[] = [];

  /** Versions never fall, and what is there doesn't go until it was deleted. */
  #apply(change: Parameters<typeof apply>[1]): void {
    const before = this.known.cards;
    this.known = apply(this.known, change, Date.now());
    for (const [id, card] of before) {
      const now = this.known.cards.get(id);
      if (!now && !this.known.gone.has(id)) this.wrong.push(`${id} vanished`);
      if (now && now.version < card.version)
        this.wrong.push(`${id} went from version ${card.version} to ${now.version}`);
    }
  }

  told = (ticket: Card): void => this.#apply({ kind: "ticket", ticket: ticket as unknown as Ticket }); // the route's own shape
  deleted = (id: string): void => this.#apply({ kind: "gone", id });

  async look(key: string): Promise<void> {
    const askedAt = Date.now();
    const board = (await readBoard(lead, key)) as unknown as WebBoard; // the route's own shape
    const earlier = this.#missed.findLast(({ at }) => at + LAG_MS <= askedAt);
    this.#missed.push({ at: askedAt, ids: missing(this.known, board) });
    this.#apply({ kind: "board", board, askedAt, ...(earlier && { missedBefore: earlier.ids }) });
  }

  shown = (): string[] =>
    [...this.known.cards.values()].map((c) => `${c.id} v${c.version} ${c.column} ${c.rank}`).toSorted();
}

describe("The web app's board", () => {
  it("never goes back to an older version of a card, and is right in the end", async () => {
    const { key, columns } = await aProject();
    const watcher = new Watcher();
    let working = true;
    const looking = (async () => {
      while (working) await watcher.look(key);
    })();
    const ids: string[] = [];
    for (let n = 0; n < 80; n++) {
      const id = ids[Math.floor(random() * ids.length)];
      if (!id || random() < 0.2) ids.push(await card({ project: key }).then((c) => (watcher.told(c), c.id)));
      else if (random() < 0.1) {
        expectStatus(await lead.remove(`tickets/${id}/`), 204);
        watcher.deleted(id);
        ids.splice(ids.indexOf(id), 1);
      } else
        watcher.told(
          await patch(id, random() < 0.7 ? { column: columns[Math.floor(random() * 4)] } : { name: `Name ${n}` }),
        );
    }
    working = false;
    await looking;
    const right = (await Promise.all(ids.map(read)))
      .map((c) => `${c.id} v${c.version} ${c.column} ${c.rank}`)
      .toSorted();
    const board = async () => {
      await watcher.look(key);
      return (await readWhole(lead, key)).columns
        .flatMap((c) => c.tickets.map((t) => `${t.id} v${t.version} ${c.id} ${t.rank}`))
        .toSorted();
    };

    await expect.poll(board, soon).toEqual(right);
    expect(watcher.shown()).toEqual(right);
    expect(watcher.wrong).toEqual([]);
  });
});

describe("The table after all that", () => {
  it("holds nothing that contradicts anything else", async () => {
    expect(violations(await readSettled(world.cloud))).toEqual([]);
  });
});
