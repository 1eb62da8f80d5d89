import type { Card } from "@tessera/core/ticket/ticket.schema";
import type { BoardStore } from "#lib/state/board.svelte.ts";
import { isDraft } from "#lib/state/moves.ts";

/** The tickets before and after one, where it was opened from, and how to go there. */
export interface Neighbours {
  readonly previous: string | null;
  readonly next: string | null;
  readonly go: (to: string) => void;
}

/** In a list of ids; of a ticket that isn't in it, none. */
export function neighbours(ids: readonly string[], id: string, go: (to: string) => void): Neighbours {
  const at = ids.indexOf(id);
  return { previous: at < 0 ? null : (ids[at - 1] ?? null), next: at < 0 ? null : (ids[at + 1] ?? null), go };
}

/** As a board shows its tickets: down each column, then on to the next; `id` is among them, whatever is filtered. */
export const inOrder = (board: BoardStore, id: string, shows: (card: Card) => boolean = () => true): string[] =>
  board.columns
    .flatMap((view) => view.cards)
    .filter((card) => card.id === id || (!isDraft(card.id) && shows(card)))
    .map((card) => card.id);
