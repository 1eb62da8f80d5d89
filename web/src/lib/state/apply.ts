import type { Board } from "@tessera/core/project/project.schema";
import type { Card, Ticket } from "@tessera/core/ticket/ticket.schema";
import { byRank, LAG_MS, type Change, type Known } from "./change.ts";

/** The one way in which what is known changes. Never replaces a card by an older version of it. */
export function apply(known: Known, change: Change, now: number): Known {
  switch (change.kind) {
    case "board":
      return applyBoard(known, change);
    case "page": {
      const cards = merge(known, change.cards, change.askedAt);
      return { ...known, cards, next: new Map(known.next).set(change.column, change.next) };
    }
    case "listed":
      return applyListed(known, change);
    case "card":
      return told(known, change.card, now);
    case "ticket":
      return withDetail(told(known, change.ticket, now), change.ticket);
    case "gone":
      return withoutCard(known, change.id);
    case "follow":
      return beside(known, change.id, now, () => ({ following: change.following }));
    case "counted":
      return beside(known, change.id, now, (card) => ({ [change.what]: Math.max(0, card[change.what] + change.by) }));
    case "project":
      return { ...known, project: change.project, members: change.project.members };
    case "column":
      return applyColumn(known, change);
    case "column_gone": {
      const columns = new Map(known.columns);
      columns.delete(change.id);
      return { ...known, columns };
    }
  }
}

/** Cards that we hold and that this answer should have had: moved just now, seen by a late index, or deleted. */
export function missing(known: Known, board: Board): Set<string> {
  const here = new Set(board.columns.flatMap((column) => column.tickets.map((card) => card.id)));
  const columns = new Map(board.columns.map((column) => [column.id, column]));
  const isMissed = (card: Card): boolean => {
    if (here.has(card.id)) return false;
    const column = columns.get(card.column);
    const last = column?.tickets.at(-1);
    return !column || column.next === null || (last !== undefined && byRank(card, last) < 0);
  };
  return new Set([...known.cards.values()].filter(isMissed).map((card) => card.id));
}

function applyBoard(known: Known, change: Extract<Change, { kind: "board" }>): Known {
  const { board, askedAt, missedBefore } = change;
  const cards = merge(
    known,
    board.columns.flatMap((column) => column.tickets),
    askedAt,
  );
  // One answer without a card proves nothing: its index may have been between two columns. Two do, if nobody heard of it since.
  for (const id of missing(known, board)) {
    if (missedBefore?.has(id) && (known.heard.get(id) ?? 0) + LAG_MS < askedAt) cards.delete(id);
  }
  const next = new Map<string, string | null>();
  for (const column of board.columns) {
    const furtherOn = [...known.cards.values()].some(
      (card) => card.column === column.id && !column.tickets.some((c) => c.id === card.id),
    );
    const had = known.next.get(column.id);
    // Pages that were read stay read: go on after them, not after the first again.
    next.set(column.id, column.next !== null && had !== undefined && furtherOn ? had : column.next);
  }
  const columns = new Map(board.columns.map(({ tickets: _, next: __, ...column }) => [column.id, column]));
  const { project, members, tags } = board;
  return { ...known, project, members, tags, columns, next, cards };
}

/** Cards out of an index: the higher version wins; among equals the later knowledge, but for the time an index may lag. */
function merge(known: Known, cards: readonly Card[], askedAt: number, into = known.cards): Map<string, Card> {
  const merged = new Map(into);
  for (const card of cards) {
    if (known.gone.has(card.id)) continue;
    const held = merged.get(card.id);
    const mayLag = (known.heard.get(card.id) ?? -Infinity) + LAG_MS >= askedAt;
    if (!held || card.version > held.version || (card.version === held.version && !mayLag)) merged.set(card.id, card);
  }
  return merged;
}

/** What the board has stays the board's; the others are kept beside it. */
function applyListed(known: Known, { cards, askedAt }: Extract<Change, { kind: "listed" }>): Known {
  const boards = cards.filter((card) => known.cards.has(card.id));
  const others = cards.filter((card) => !known.cards.has(card.id));
  return { ...known, cards: merge(known, boards, askedAt), aside: merge(known, others, askedAt, known.aside) };
}

/** A card out of a read or write of its own. */
function told(known: Known, card: Card, now: number): Known {
  const held = known.cards.get(card.id);
  if (known.gone.has(card.id) || (held && held.version > card.version)) return known;
  const heard = new Map(known.heard).set(card.id, now);
  const cards = new Map(known.cards).set(card.id, cardOf(card));
  if (held?.column === card.column) return { ...known, cards, heard };
  return { ...known, cards, heard, columns: counted(known, held?.column, card.column) };
}

/** What a card shows and its version doesn't tell of. */
function beside(known: Known, id: string, now: number, fields: (card: Card) => Partial<Card>): Known {
  const where = known.cards.has(id) ? "cards" : "aside";
  const card = known[where].get(id);
  if (!card) return known;
  const cards = new Map(known[where]).set(id, { ...card, ...fields(card) });
  return { ...known, [where]: cards, heard: new Map(known.heard).set(id, now) };
}

function withoutCard(known: Known, id: string): Known {
  const held = known.cards.get(id);
  const cards = new Map(known.cards);
  cards.delete(id);
  return { ...known, cards, gone: new Set(known.gone).add(id), columns: counted(known, held?.column, undefined) };
}

/** The columns' counts after one ticket went from here to there. */
function counted(known: Known, from: string | undefined, to: string | undefined): Known["columns"] {
  const columns = new Map(known.columns);
  const add = (id: string | undefined, n: number) => {
    const column = id === undefined ? undefined : columns.get(id);
    if (column) columns.set(column.id, { ...column, tickets_count: Math.max(0, column.tickets_count + n) });
  };
  add(from, -1);
  add(to, 1);
  return columns;
}

function withDetail(known: Known, ticket: Ticket): Known {
  const held = known.details.get(ticket.id);
  if (known.gone.has(ticket.id) || (held && held.version > ticket.version)) return known;
  const { description, subtasks, version } = ticket;
  return { ...known, details: new Map(known.details).set(ticket.id, { description, subtasks, version }) };
}

/** A ticket without what is kept in its detail: a 50 KB description has no place among the board's cards. */
function cardOf(card: Card | Ticket): Card {
  if (!("description" in card)) return card;
  const { description: _, subtasks: __, ...rest } = card;
  return rest;
}

function applyColumn(known: Known, { column }: Extract<Change, { kind: "column" }>): Known {
  const held = known.columns.get(column.id);
  if (held && held.version > column.version) return known;
  const next = known.next.has(column.id) ? known.next : new Map(known.next).set(column.id, null);
  return { ...known, columns: new Map(known.columns).set(column.id, column), next };
}
