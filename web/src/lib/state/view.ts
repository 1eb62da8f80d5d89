import type { Column } from "@tessera/core/column/column.schema";
import type { Card } from "@tessera/core/ticket/ticket.schema";
import { byRank, type Known, type Pending } from "./change.ts";

export interface ColumnView {
  readonly column: Column;
  /** In order; those that are here. */
  readonly cards: readonly Card[];
  /** All of them, also those that aren't here yet. */
  readonly count: number;
  readonly more: boolean;
}

export interface View {
  readonly columns: readonly ColumnView[];
  readonly cards: ReadonlyMap<string, Card>;
  /** Those that no column shows. */
  readonly aside: ReadonlyMap<string, Card>;
  /** Tickets with a write of ours under way. */
  readonly saving: ReadonlySet<string>;
}

/** What people see: what is known, with our own writes under way laid over it in the order they were made. */
export function lay(known: Known, pending: readonly Pending[]): View {
  const cards = withEdits(known.cards, pending);
  const order = ordered(known, cards);
  for (const write of pending) if (write.op === "place") place(write, known, cards, order);
  const columns = [...known.columns.values()]
    .sort((a, b) => a.order - b.order)
    .map((column): ColumnView => {
      const ids = order.get(column.id) ?? [];
      const more = (known.next.get(column.id) ?? null) !== null;
      const list = ids.flatMap((id) => cards.get(id) ?? []);
      return {
        column,
        cards: list,
        count: more ? Math.max(list.length, column.tickets_count + drift(known, cards, column.id)) : list.length,
        more,
      };
    });
  const saving = new Set(pending.map((write) => (write.op === "create" ? write.card.id : write.id)));
  return { columns, cards, aside: edited(known.aside, pending), saving };
}

/** A card as the board shows it; a description under way belongs to the ticket's detail. */
function patched(card: Card, { description: _, ...fields }: Extract<Pending, { op: "edit" }>["fields"]): Card {
  return { ...card, ...fields };
}

function withEdits(known: ReadonlyMap<string, Card>, pending: readonly Pending[]): Map<string, Card> {
  const cards = edited(known, pending);
  for (const write of pending) if (write.op === "create") cards.set(write.card.id, write.card);
  return cards;
}

function edited(known: ReadonlyMap<string, Card>, pending: readonly Pending[]): Map<string, Card> {
  const cards = new Map(known);
  for (const write of pending) {
    if (write.op === "remove") cards.delete(write.id);
    else if (write.op === "edit") {
      const card = cards.get(write.id);
      if (card) cards.set(card.id, patched(card, write.fields));
    }
  }
  return cards;
}

function ordered(known: Known, cards: ReadonlyMap<string, Card>): Map<string, string[]> {
  const lists = new Map<string, Card[]>([...known.columns.keys()].map((id) => [id, []]));
  for (const card of cards.values()) lists.get(card.column)?.push(card);
  return new Map([...lists].map(([id, list]) => [id, list.sort(byRank).map((card) => card.id)]));
}

/** Puts a card beside its neighbour, whatever ranks the neighbours have by then. */
function place(
  write: Extract<Pending, { op: "place" }>,
  known: Known,
  cards: Map<string, Card>,
  order: Map<string, string[]>,
): void {
  const card = cards.get(write.id);
  const column = known.columns.get(write.column);
  if (!card || !column) return;
  const from = order.get(card.column);
  from?.splice(from.indexOf(card.id), from.includes(card.id) ? 1 : 0);
  const to = order.get(column.id) ?? [];
  const at = positionOf(write, to);
  to.splice(at, 0, card.id);
  order.set(column.id, to);
  if (card.column !== column.id)
    cards.set(card.id, { ...card, column: column.id, column_name: column.name, status: column.status });
}

function positionOf({ before, after }: { before?: string; after?: string }, ids: readonly string[]): number {
  const next = before === undefined ? -1 : ids.indexOf(before);
  if (next >= 0) return next;
  const previous = after === undefined ? -1 : ids.indexOf(after);
  return previous >= 0 ? previous + 1 : ids.length;
}

/** By how much writes under way change a column's count. */
function drift(known: Known, cards: ReadonlyMap<string, Card>, column: string): number {
  let n = 0;
  for (const card of cards.values()) if (card.column === column && known.cards.get(card.id)?.column !== column) n += 1;
  for (const card of known.cards.values()) if (card.column === column && cards.get(card.id)?.column !== column) n -= 1;
  return n;
}
