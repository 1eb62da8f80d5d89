import type { Card } from "@tessera/core/ticket/ticket.schema";
import type { BoardStore } from "#lib/state/board.svelte.ts";
import { toasts } from "#lib/state/toasts.svelte.ts";
import { move, type Place } from "#lib/state/moves.ts";
import { refused } from "#lib/text/messages.ts";
import type { LaneKind } from "#lib/tickets/query.ts";
import { BoardDrag } from "./drag.svelte.ts";
import { carryAcross, carryOn } from "./focus.ts";
import { entering, laneOf } from "./lanes.ts";

/** A column's part of a lane. */
export const cellOf = (column: string, lane: string): string => `${column} ${lane}`;

/**
 * Takes what is carried by keyboard along its lane, and past the first and last card of its cell to the lane above and
 * below. `columns`: how many cells a lane has.
 */
export function carryOver(event: KeyboardEvent & { readonly currentTarget: HTMLElement }, columns: number): void {
  const card = document.activeElement;
  if (event.key === "ArrowUp" && card?.previousElementSibling === null) carryOn(event, (at) => at - columns);
  if (event.key === "ArrowDown" && card?.nextElementSibling === null) carryOn(event, (at) => at + columns);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const isBeside = (at: number) => Math.floor((at + (step ?? 0)) / columns) === Math.floor(at / columns);
  if (step !== undefined) carryOn(event, (at) => (isBeside(at) ? at + step : at));
  if (event.key === "Tab") carryAcross(event);
}

/** Carries cards over the cells of lanes: another lane changes what it is of, and the place, in one write. */
export class LaneDrag extends BoardDrag {
  #kind: LaneKind;
  #cells: () => ReadonlyMap<string, readonly Card[]>;

  constructor(
    board: BoardStore,
    kind: LaneKind,
    cells: () => ReadonlyMap<string, readonly Card[]>,
    folded: (column: string) => boolean,
  ) {
    super(board, undefined, folded);
    this.#kind = kind;
    this.#cells = cells;
  }

  override columnOf(cell: string): string {
    return cell.slice(0, cell.indexOf(" "));
  }

  override seen(cell: string): readonly Card[] {
    return this.#cells().get(cell) ?? [];
  }

  protected override put(cell: string, id: string, place: Place): void {
    this.enter(id, cell.slice(cell.indexOf(" ") + 1), place);
  }

  /** Puts a card into a lane; without a place it stays where its column has it. */
  enter(id: string, lane: string, place: Place | null): void {
    const { board } = this;
    const card = board.card(id);
    if (!card) return;
    if (laneOf(this.#kind, card, board.card) === lane) {
      if (place) void move(board, id, place);
      return;
    }
    const fields = entering(this.#kind, card, lane, board.card);
    if (typeof fields === "string") {
      toasts.show({ tone: "bad", text: refused.move(id, fields) });
      return;
    }
    // Beside nobody in its own column: it keeps its place there.
    const stays = place?.column === card.column && !place.before && !place.after;
    void move(board, id, stays ? null : place, fields);
  }
}
