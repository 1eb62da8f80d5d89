import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agrees, replay, type State } from "./invariants/history.ts";
import { violations } from "./invariants.ts";
import { accepted, type Attempt, type Entry, type Journal } from "./journal.ts";
import { byRank, readOn, type Board, type Card, type Page } from "./player.ts";
import { project, run, told, type Race } from "./race.ts";
import type { Item } from "./table.ts";
import { expectStatus, seedOf, startWorld, type World } from "./world.ts";

const moves = 2000;

let world: World;
let race: Race;
let journal: Journal;
let boards: readonly Board[];

beforeAll(async () => {
  const seed = seedOf("property");
  world = await startWorld();
  race = await run(world, seed, moves);
  ({ journal, boards } = race);
  console.log(told(race));
}, 600_000);

afterAll(() => world.stop());

const eventsOf = (attempt: Attempt): readonly Item[] => race.events.get(attempt.requestId) ?? [];
const line = (e: Entry, a: Attempt): string =>
  `${e.who}: ${a.request} → ${a.status} ${JSON.stringify(eventsOf(a).map((x) => x.kind))}`;

describe("Eight people at one board", () => {
  it("have been busy, disturbed and contradicted", () => {
    const answers = journal.entries.flatMap((e) => e.attempts);

    expect(journal.entries.length).toBeGreaterThan(moves * 0.9);
    expect([...race.injected.keys()].toSorted()).toEqual([
      "conflict",
      "internal",
      "throttle",
      "timeout-after",
      "timeout-before",
    ]);
    expect(answers.filter(accepted).length).toBeGreaterThan(moves / 2);
    expect(answers.some((a) => a.status === 409)).toBe(true);
    expect(answers.filter((a) => a.lost).length).toBeGreaterThan(10);
  });

  it("never see a failure of ours", () => {
    const failures = journal.entries.flatMap((e) =>
      e.attempts
        .filter((a) => ![200, 201, 202, 204, 400, 403, 404, 409, 503].includes(a.status))
        .map((a) => line(e, a)),
    );

    expect(failures).toEqual([]);
  });

  it("get an answer in the end", () => {
    const open = journal.entries.filter((e) => e.attempts.at(-1)?.status === 503);

    expect(open.map((e) => e.attempts.at(-1)?.request)).toEqual([]);
  });
});

describe("The table", () => {
  it("holds nothing that contradicts anything else", () => {
    expect(violations(race.items)).toEqual([]);
  });

  it("holds the tickets that were made and not deleted, each under a number of its own", () => {
    const all = [...race.events.values()].flat();
    const made = all.filter((e) => e.kind === "ticket.created").map((e) => String(e.ticket));
    const gone = all.filter((e) => e.kind === "ticket.deleted").map((e) => String(e.ticket));
    const left = race.items.filter((i) => i._e === "card" && i.p === project).map((c) => `${project}-${String(c.no)}`);

    expect(new Set(made).size).toBe(made.length);
    expect(left.toSorted()).toEqual(made.filter((id) => !gone.includes(id)).toSorted());
  });
});

describe("An accepted write", () => {
  const changing = () => journal.entries.filter((e) => !e.path.includes("toggle_follow"));

  it("records exactly one event, if it changes something", () => {
    const always = [
      ...journal.of(/^tickets\/$/),
      ...journal.of(/^columns\/$/),
      ...journal.of(/^comments\/$/),
      ...journal.of(/^tickets\/[^/]+\/$/, "DELETE"),
      ...journal.entries.filter((e) => e.what === "rename column"),
    ];
    const done = always.filter((e) => e.attempts.some(accepted));
    // After a lost answer a name may be written a second time, if somebody else wrote another in between.
    const right = (e: Entry, n: number): boolean =>
      e.what === "rename column" ? n >= 1 && n <= e.attempts.length : n === 1;

    expect(done.length).toBeGreaterThan(100);
    expect(
      done.filter((e) => !right(e, e.attempts.flatMap(eventsOf).length)).map((e) => e.attempts.map((a) => line(e, a))),
    ).toEqual([]);
  });

  it("records at most one event, also when nobody knows whether it was", () => {
    const many = changing().flatMap((e) => {
      const groups = e.method === "POST" ? [e.attempts] : e.attempts.map((a) => [a]);
      // A column's end is told once; that it began to end, and each of its tickets' moves, beside it.
      const moved = (x: Item): boolean => e.what === "drop column" && x.kind !== "column.deleted";
      return groups.filter((g) => g.flatMap(eventsOf).filter((x) => !moved(x)).length > 1).map((g) => line(e, g[0]!));
    });

    expect(many).toEqual([]);
  });

  it("tells the same when its answer is asked for again under its key", () => {
    const repeated = journal.entries.filter(
      (e) => e.method === "POST" && e.attempts.some((a, i) => accepted(a) && i < e.attempts.length - 1),
    );

    expect(repeated.length).toBeGreaterThan(0);
    for (const e of repeated) {
      const answers = e.attempts.filter(accepted);
      expect(answers.map((a) => a.body)).toEqual(answers.map(() => answers[0]?.body));
    }
  });

  it("is answered with what its ticket was at that version", () => {
    const wrong = journal
      .of(/^tickets\/[^/]+\/$/, "PATCH")
      .flatMap((e) => e.attempts.filter(accepted).flatMap((a) => (isTrue(e, a) ? [] : [line(e, a)])));

    expect(wrong).toEqual([]);
  });
});

const histories = new Map<string, readonly (State | undefined)[]>();
function statesOf(id: string): readonly (State | undefined)[] {
  const known =
    histories.get(id) ??
    replay(
      id,
      [...race.events.values()].flat().filter((e) => e.ticket === id),
      race.items.find((i) => i._e === "card" && `${String(i.p)}-${String(i.no)}` === id),
    ).states;
  histories.set(id, known);
  return known;
}

/** Whether an answer is the state that events tell of its version, and fulfils what was asked for. */
function isTrue(e: Entry, a: Attempt): boolean {
  const card = a.body as Card;
  const state = statesOf(card.id)[card.version];
  const asked = Object.entries(e.body as object).filter(([f]) => !["before", "after", "description"].includes(f));
  return (
    state !== undefined &&
    agrees(state, { ...card }) &&
    asked.every(
      ([f, v]) => JSON.stringify(card[f]) === JSON.stringify(typeof v === "string" && f === "name" ? v.trim() : v),
    )
  );
}

describe("A refused write", () => {
  it("records nothing", () => {
    const wrong = journal.entries.flatMap((e) =>
      e.attempts.filter((a) => a.status >= 400 && a.status !== 503 && eventsOf(a).length > 0).map((a) => line(e, a)),
    );

    expect(wrong).toEqual([]);
  });
});

describe("Every event", () => {
  it("comes from one of these writes, and follow makes none", () => {
    const asked = new Set(
      journal.entries
        .filter((e) => !e.path.includes("toggle_follow"))
        .flatMap((e) => e.attempts.map((a) => a.requestId)),
    );
    const known = asked.union(race.prepared);
    const strange = [...race.events].filter(([id]) => !known.has(id)).flatMap(([, list]) => list);

    expect(known.has("")).toBe(false);
    expect(strange).toEqual([]);
  });
});

describe("What people see", () => {
  const cardsOf = (board: Board): Card[] => board.columns.flatMap((c) => [...c.tickets]);

  it("is the same for all of them", () => {
    const all = boards.map((b) =>
      b.columns.map((c) => [c.id, c.name, c.order, c.tickets_count, c.tickets.map((t) => [t.id, t.version, t.rank])]),
    );

    for (const other of all) expect(other).toEqual(all[0]);
  });

  it("has no card lost and none twice", () => {
    const left = race.items.filter((i) => i._e === "card" && i.p === project).map((c) => `${project}-${String(c.no)}`);

    for (const board of boards)
      expect(
        cardsOf(board)
          .map((c) => c.id)
          .toSorted(),
      ).toEqual(left.toSorted());
  });

  it("has every column strictly ordered by rank in code units", () => {
    for (const { tickets } of boards[0]!.columns)
      for (const [i, card] of tickets.entries()) if (i > 0) expect(byRank(tickets[i - 1]!, card)).toBe(-1);
  });

  it("is what lists say of each column, in either direction", async () => {
    const [client] = race.people;
    for (const { id, tickets } of boards[0]!.columns) {
      const up = await readOn(client!, `tickets/?column=${id}&ordering=rank&page_size=17`);
      const down = await readOn(client!, `tickets/?column=${id}&ordering=-rank&page_size=100`);
      expect(up.map((c) => c.id)).toEqual(tickets.map((c) => c.id));
      expect(down.map((c) => c.id).reverse()).toEqual(up.map((c) => c.id));
    }
  });

  it("is what each ticket says itself", async () => {
    const queue = cardsOf(boards[0]!).entries();
    const differ: string[] = [];
    const reader = async () => {
      for (const [i, card] of queue) {
        const answer = await race.people[i % race.people.length]!.get(`tickets/${card.id}/`);
        const { description: _, subtasks: __, following: ___, ...own } = answer.body as Card;
        const { following: ____, ...shown } = card;
        if (answer.status !== 200 || JSON.stringify(own) !== JSON.stringify(shown))
          differ.push(`${card.id}: ${JSON.stringify(own)} ${JSON.stringify(shown)}`);
      }
    };
    await Promise.all([reader(), reader(), reader(), reader()]);

    expect(differ).toEqual([]);
  });

  it("is counted right", async () => {
    const [client] = race.people;
    const cards = cardsOf(boards[0]!);
    const count = async (filter: string) =>
      (expectStatus(await client!.get(`tickets/?project=${project}&page_size=1${filter}`), 200).body as Page).count;
    const matching = (test: (c: Card) => boolean) => cards.filter(test).length;

    expect(boards[0]!.project.tickets_count).toBe(cards.length);
    for (const c of boards[0]!.columns) expect(c.tickets_count).toBe(c.tickets.length);
    expect(await count("")).toBe(cards.length);
    for (const s of ["new", "in_progress", "review", "done"])
      expect(await count(`&status=${s}`)).toBe(matching((c) => c.status === s));
    for (const t of ["task", "bug", "story", "epic"])
      expect(await count(`&type=${t}`)).toBe(matching((c) => c.type === t));
    for (const p of [1, 2, 3, 4]) expect(await count(`&priority_id=${p}`)).toBe(matching((c) => c.priority_id === p));
    for (const { me } of race.people)
      expect(await count(`&assignee=${me.id}`)).toBe(matching((c) => (c.assignee_ids as string[]).includes(me.id)));
    expect(await count("&assignee=none")).toBe(matching((c) => (c.assignee_ids as string[]).length === 0));
  });
});
