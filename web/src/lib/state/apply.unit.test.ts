import { describe, expect, it } from "vitest";
import { apply, missing } from "./apply.ts";
import { byRank, nothing, type Change, type Known, type Pending } from "./change.ts";
import { aBoard, aCard, aColumn, aTicket } from "./fixtures.ts";
import { lay } from "./view.ts";

const NOW = 1_000_000;
const after = (...changes: Change[]): Known => changes.reduce((known, change) => apply(known, change, NOW), nothing);
const board = (cards: Parameters<typeof aBoard>[0], askedAt = NOW, next = {}): Change => ({
  kind: "board",
  board: aBoard(cards, next),
  askedAt,
});
const ids = (known: Known, column: string, pending: Pending[] = []) =>
  lay(known, pending)
    .columns.find((v) => v.column.id === column)
    ?.cards.map((c) => c.id);
const count = (known: Known, column: string, pending: Pending[] = []) =>
  lay(known, pending).columns.find((v) => v.column.id === column)?.count;

describe("apply", () => {
  it("never replaces a card by an older version of it", () => {
    const moved = aTicket(1, { column: "doing", version: 5 });
    const known = after(
      board({ todo: [aCard(1, { version: 4 })] }),
      { kind: "ticket", ticket: moved },
      board({ todo: [aCard(1, { version: 4 })] }, NOW + 5000),
      { kind: "card", card: aCard(1, { version: 3 }) },
    );

    expect(ids(known, "todo")).toEqual([]);
    expect(ids(known, "doing")).toEqual(["DEMO-1"]);
    expect(known.cards.get("DEMO-1")?.version).toBe(5);
  });

  it("keeps what only a list told of beside the board, which can't know what stands before it", () => {
    const listed: Change = { kind: "listed", cards: [aCard(1, { version: 2 }), aCard(900)], askedAt: NOW };
    const known = after(board({ todo: [aCard(1)] }), listed);

    expect(ids(known, "todo")).toEqual(["DEMO-1"]);
    expect(known.cards.get("DEMO-1")?.version).toBe(2);
    expect(lay(known, [{ op: "edit", id: "DEMO-900", fields: { name: "Mine" } }]).aside.get("DEMO-900")?.name).toBe(
      "Mine",
    );
    expect(lay(known, [{ op: "remove", id: "DEMO-900" }]).aside.size).toBe(0);
  });

  it("keeps one of a card that an answer shows in two columns: the newer", () => {
    const known = after(
      board({ todo: [aCard(1, { version: 2 })], doing: [aCard(1, { version: 3 })], done: [aCard(1, { version: 1 })] }),
    );

    expect([ids(known, "todo"), ids(known, "doing"), ids(known, "done")]).toEqual([[], ["DEMO-1"], []]);
  });

  it("orders by code units, where capitals come before small letters", () => {
    const known = after(
      board({
        todo: [aCard(1, { rank: "a" }), aCard(2, { rank: "Z" }), aCard(3, { rank: "a0" }), aCard(4, { rank: "9" })],
      }),
    );

    expect(ids(known, "todo")).toEqual(["DEMO-4", "DEMO-2", "DEMO-1", "DEMO-3"]);
    expect(byRank(aCard(7, { rank: "x" }), aCard(3, { rank: "x" }))).toBeGreaterThan(0);
  });

  it("doesn't let a lagging answer of the same version undo what was told directly", () => {
    const known = after(
      board({ todo: [aCard(1)] }),
      { kind: "follow", id: "DEMO-1", following: true },
      board({ todo: [aCard(1)] }, NOW + 500),
    );
    expect(known.cards.get("DEMO-1")?.following).toBe(true);

    const later = apply(known, board({ todo: [aCard(1)] }, NOW + 5000), NOW + 5000);
    expect(later.cards.get("DEMO-1")?.following).toBe(false);
  });

  it("keeps a card that one answer misses, and drops it when a second does", () => {
    const known = after(board({ todo: [aCard(1), aCard(2)] }));
    const answer = aBoard({ todo: [aCard(2)] });
    const missed = missing(known, answer);
    const once = apply(known, { kind: "board", board: answer, askedAt: NOW + 2000 }, NOW);
    const twice = apply(once, { kind: "board", board: answer, askedAt: NOW + 4000, missedBefore: missed }, NOW);

    expect([...missed]).toEqual(["DEMO-1"]);
    expect(ids(once, "todo")).toEqual(["DEMO-1", "DEMO-2"]);
    expect(ids(twice, "todo")).toEqual(["DEMO-2"]);
  });

  it("doesn't miss cards that stand beyond the first page", () => {
    const known = after(board({ todo: [aCard(1), aCard(2)] }, NOW, { todo: "/x?cursor=1" }), {
      kind: "page",
      column: "todo",
      cards: [aCard(3)],
      next: null,
      askedAt: NOW,
    });

    expect(missing(known, aBoard({ todo: [aCard(1), aCard(2)] }, { todo: "/x?cursor=1" })).size).toBe(0);
  });

  it("goes on after the pages that were read when the board is read again", () => {
    const first = board({ todo: [aCard(1)] }, NOW, { todo: "/x?cursor=1" });
    const known = after(
      first,
      { kind: "page", column: "todo", cards: [aCard(2)], next: "/x?cursor=2", askedAt: NOW },
      first,
    );

    expect(known.next.get("todo")).toBe("/x?cursor=2");
    expect(ids(known, "todo")).toEqual(["DEMO-1", "DEMO-2"]);
  });

  it("never brings a deleted ticket back", () => {
    const known = after(
      board({ todo: [aCard(1)] }),
      { kind: "gone", id: "DEMO-1" },
      board({ todo: [aCard(1, { version: 9 })] }, NOW + 100),
      { kind: "ticket", ticket: aTicket(1, { version: 10 }) },
    );

    expect(ids(known, "todo")).toEqual([]);
  });

  it("counts what a column has beyond its first page", () => {
    const answer = aBoard({ todo: [aCard(1)], doing: [aCard(9)] }, { todo: "/x?cursor=1" });
    const columns = answer.columns.map((c) => (c.id === "todo" ? { ...c, tickets_count: 80 } : c));
    const known = after({ kind: "board", board: { ...answer, columns }, askedAt: NOW });
    expect(count(known, "todo")).toBe(80);
    expect(count(known, "todo", [{ op: "place", id: "DEMO-1", column: "doing" }])).toBe(79);

    const moved = apply(known, { kind: "ticket", ticket: aTicket(1, { column: "doing", version: 2 }) }, NOW);
    expect([count(moved, "todo"), count(moved, "doing")]).toEqual([79, 2]);
  });

  it("keeps descriptions out of the cards", () => {
    const known = after(board({}), { kind: "ticket", ticket: aTicket(1, { description: "long" }) });

    expect(known.cards.get("DEMO-1")).not.toHaveProperty("description");
    expect(known.details.get("DEMO-1")?.description).toBe("long");
  });

  it("takes a column's newer version only", () => {
    const known = after(
      board({}),
      { kind: "column", column: aColumn("todo", 0, { name: "Inbox", version: 3 }) },
      { kind: "column", column: aColumn("todo", 0, { name: "Old", version: 2 }) },
    );

    expect(known.columns.get("todo")?.name).toBe("Inbox");
  });
});

describe("lay", () => {
  const known = after(board({ todo: [aCard(1), aCard(2), aCard(3)], doing: [aCard(4)] }));

  it("puts a moved card beside its neighbour, with the column's status", () => {
    const pending: Pending[] = [
      { op: "place", id: "DEMO-1", column: "done" },
      { op: "place", id: "DEMO-3", column: "todo", before: "DEMO-2" },
    ];
    const view = lay(known, pending);

    expect([ids(known, "todo", pending), ids(known, "done", pending)]).toEqual([["DEMO-3", "DEMO-2"], ["DEMO-1"]]);
    expect(view.cards.get("DEMO-1")?.status).toBe("done");
    expect(known.cards.get("DEMO-1")?.status).toBe("new");
  });

  it("shows a move under way also over an answer that doesn't know of it", () => {
    const stale = apply(known, board({ todo: [aCard(1), aCard(2), aCard(3)], doing: [aCard(4)] }, NOW + 5000), NOW);

    expect(ids(stale, "doing", [{ op: "place", id: "DEMO-1", column: "doing", after: "DEMO-4" }])).toEqual([
      "DEMO-4",
      "DEMO-1",
    ]);
  });

  it("is what is known again when a write under way is taken away", () => {
    expect(ids(known, "todo", [{ op: "remove", id: "DEMO-2" }])).toEqual(["DEMO-1", "DEMO-3"]);
    expect(ids(known, "todo", [])).toEqual(["DEMO-1", "DEMO-2", "DEMO-3"]);
  });

  it("shows edits, new tickets at the foot, and which tickets are being saved", () => {
    const pending: Pending[] = [
      { op: "edit", id: "DEMO-2", fields: { name: "New" } },
      { op: "create", card: aCard(99, { id: "draft:x", rank: "\uffff" }) },
    ];
    const view = lay(known, pending);

    expect(view.cards.get("DEMO-2")?.name).toBe("New");
    expect(ids(known, "todo", pending)?.at(-1)).toBe("draft:x");
    expect([...view.saving]).toEqual(["DEMO-2", "draft:x"]);
  });

  it("puts a card last when its neighbour has gone", () => {
    expect(ids(known, "todo", [{ op: "place", id: "DEMO-1", column: "todo", after: "DEMO-77" }])).toEqual([
      "DEMO-2",
      "DEMO-3",
      "DEMO-1",
    ]);
  });
});
