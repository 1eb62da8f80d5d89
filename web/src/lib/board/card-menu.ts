import ArrowRight from "@lucide/svelte/icons/arrow-right";
import Trash2 from "@lucide/svelte/icons/trash-2";
import type { Card } from "@tessera/core/ticket/ticket.schema";
import type { BoardStore } from "#lib/state/board.svelte.ts";
import { move } from "#lib/state/moves.ts";
import { remove } from "#lib/state/writes.ts";
import { board as text, ticket } from "#lib/text/messages.ts";
import type { ActionGroup } from "#lib/ui/menu.svelte.ts";
import { focusCard } from "./focus.ts";

interface Around {
  readonly board: BoardStore;
  readonly open: (id: string) => void;
  /** The cards among which it is drawn: one of them has the focus when it goes. */
  readonly cards: readonly Card[];
  /** What else its menu offers. */
  readonly more: readonly ActionGroup[];
}

/** What can be done with a card of a board. */
export function cardActions(card: Card, { board, open, cards, more }: Around): readonly ActionGroup[] {
  const moves = board.columns.map(({ column }) => ({
    id: column.id,
    label: column.name,
    tile: column.color,
    ...(column.id === card.column ? { checked: true } : {}),
    run: () => {
      void move(board, card.id, { column: column.id });
      void focusCard(card.id, column.id);
    },
  }));
  const drop = () => {
    const at = cards.findIndex(({ id }) => id === card.id);
    const neighbour = cards[at + 1] ?? cards[at - 1];
    void remove(board, card.id);
    if (neighbour) void focusCard(neighbour.id, card.column);
  };
  return [
    { actions: [{ id: "open", label: text.openTicket, icon: ArrowRight, run: () => open(card.id) }] },
    { label: text.moveTo, actions: moves },
    ...more,
    { actions: [{ id: "delete", label: ticket.delete, icon: Trash2, danger: true, run: drop }] },
  ];
}
