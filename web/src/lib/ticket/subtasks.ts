import type { Card, Ticket } from "@tessera/core/ticket/ticket.schema";
import type { BoardStore } from "#lib/state/board.svelte.ts";

type Line = Pick<Ticket["subtasks"][number], "id" | "name" | "status" | "type">;

const lineOf = ({ id, name, status, type }: Card): Line => ({ id, name, status, type });

/** A ticket's subtasks as the board knows them by now: what was moved, renamed, added or let go since they were read. */
export function subtasksOf(board: BoardStore, id: string, read: readonly Line[]): Line[] {
  const cards = board.columns.flatMap((view) => view.cards);
  const held = new Map(cards.map((card) => [card.id, card]));
  const kept = read
    .filter((line) => !board.isGone(line.id) && (held.get(line.id)?.parent ?? id) === id)
    .map((line) => {
      const card = held.get(line.id);
      return card ? lineOf(card) : line;
    });
  const ids = new Set(kept.map((line) => line.id));
  return [...kept, ...cards.filter((card) => card.parent === id && !ids.has(card.id)).map(lineOf)];
}
