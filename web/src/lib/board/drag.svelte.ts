import { SOURCES, TRIGGERS, type DndEvent } from "svelte-dnd-action";
import type { Card } from "@tessera/core/ticket/ticket.schema";
import type { BoardStore } from "#lib/state/board.svelte.ts";
import { isDraft, move, type Place } from "#lib/state/moves.ts";

/** Cards drawn per column at first: more than a laptop's screen shows, and all that one waits for. */
export const FIRST = 12;

/** Cards added each time a column's foot comes near, at most: as many as there are, so that a tall screen isn't filled at once. */
const STEP = 50;

/** Pages that are read for one more card to draw, when a filter hides what they bring. */
const PAGES = 4;

/** How every column takes part in dragging. Where the pointer is counts: a folded column is narrower than a card. */
export const zone = {
  flipDurationMs: 200,
  useCursorForDetection: true,
  // Cards look alike in every column; making the carried one so reads 400 styles at every change of its place.
  morphDisabled: true,
  dropTargetStyle: {},
  dropTargetClasses: ["drop-target"],
  // Milliseconds that a finger rests before it carries: what moves sooner scrolls.
  delayTouchStart: 220,
  zoneTabIndex: -1,
};

/**
 * What columns, or a lane's part of them, show while a card is carried. The library asks for lists of its own making during a drag; they
 * live here, over the store, so that changes which arrive meanwhile wait below and a drop is one move.
 */
export class BoardDrag {
  protected readonly board: BoardStore;
  #shows: (card: Card) => boolean;
  #folded: (column: string) => boolean;
  #lists = $state.raw<ReadonlyMap<string, readonly Card[]>>(new Map());
  #windows = $state.raw<ReadonlyMap<string, number>>(new Map());
  #carried: { readonly id: string; readonly keyboard: boolean } | null = $state.raw(null);
  #cancelled = false;

  constructor(
    board: BoardStore,
    shows: (card: Card) => boolean = () => true,
    folded: (column: string) => boolean = () => false,
  ) {
    this.board = board;
    this.#shows = shows;
    this.#folded = folded;
  }

  /** The column that a cell is of: on a board without lanes they are the same. */
  columnOf(cell: string): string {
    return cell;
  }

  get carrying(): string | null {
    return this.#carried?.id ?? null;
  }

  /** What the library asks a column to show while a card is carried: the same list until it asks anew. */
  list(column: string): readonly Card[] | undefined {
    return this.#lists.get(column);
  }

  /** Its cards that aren't filtered out. Neighbours are those that people see: what is hidden between them doesn't count. */
  seen(column: string): readonly Card[] {
    return this.board.column(column)?.cards.filter(this.#shows) ?? [];
  }

  /** How many of them to draw. */
  window(column: string): number {
    return this.#windows.get(column) ?? FIRST;
  }

  /** Draws so many, or more when it did. */
  #draw(column: string, cards: number): void {
    this.#windows = new Map(this.#windows).set(column, Math.max(this.window(column), cards));
  }

  /** Draws a column to its last card. */
  drawAll(column: string): void {
    this.#draw(column, this.seen(column).length);
  }

  /** Whether some of them aren't drawn yet; one that is carried over another column isn't missed. */
  hides(column: string): boolean {
    const list = this.list(column);
    if (!list) return this.seen(column).length > this.window(column);
    const drawn = new Set(list.map((card) => card.id)).add(this.carrying ?? "");
    return this.seen(column).some((card) => !drawn.has(card.id));
  }

  /** The foot is in sight: draw more, and fetch when there is nothing left to draw. False when that brought nothing. */
  async grow(column: string): Promise<boolean> {
    const size = this.list(column)?.length ?? Math.min(this.seen(column).length, this.window(column));
    for (let page = 0; page < PAGES && this.seen(column).length <= size; page += 1) {
      if (!this.board.column(column)?.more) break;
      await this.board.more(column);
    }
    this.#draw(column, size + Math.min(Math.max(size, FIRST), STEP));
    const list = this.list(column);
    if (!list) return this.seen(column).length > size;
    const drawn = new Set(list.map((card) => card.id)).add(this.carrying ?? "");
    const further = this.seen(column)
      .filter((card) => !drawn.has(card.id))
      .slice(0, STEP);
    this.#set(column, [...list, ...further]);
    return further.length > 0;
  }

  /** A card is over a column, or (by keyboard) put down for good. */
  consider(column: string, { items, info }: DndEvent<Card>): void {
    if (info.trigger === TRIGGERS.DRAG_STARTED) this.#start(info.id, info.source === SOURCES.KEYBOARD);
    this.#set(column, items);
    if (info.trigger === TRIGGERS.DRAG_STOPPED) this.#drop(column, info.id, items);
  }

  /** By pointer a drop. By keyboard only a step: the library calls each of them final. */
  finalize(column: string, { items, info }: DndEvent<Card>): void {
    this.#set(column, items);
    if (info.source === SOURCES.KEYBOARD || info.trigger === TRIGGERS.DROPPED_INTO_ANOTHER) {
      if (!this.#carried) this.#lists = new Map();
      return;
    }
    this.#drop(column, info.id, items);
  }

  /** Escape: the keyboard's drop that follows changes nothing. */
  cancel(): void {
    this.#cancelled = this.#carried?.keyboard ?? false;
  }

  #start(id: string, keyboard: boolean): void {
    // A click on another card ends a keyboard drag without a word from the library: what was carried is put down here.
    const before = this.#carried;
    if (before?.keyboard) {
      const [column, list] = [...this.#lists].find(([, cards]) => cards.some((card) => card.id === before.id)) ?? [];
      if (column !== undefined && list) this.#drop(column, before.id, list);
    }
    this.#cancelled = false;
    this.#carried = { id, keyboard };
  }

  #drop(cell: string, id: string, items: readonly Card[]): void {
    const place = this.#cancelled ? null : this.#placeOf(cell, id, items);
    this.#carried = null;
    this.#cancelled = false;
    this.#lists = new Map();
    // The window keeps the dropped card in sight, wherever in the column it is.
    this.#draw(cell, items.length);
    if (place) this.put(cell, id, place);
  }

  /** A card was put down where it wasn't before. */
  protected put(_cell: string, id: string, place: Place): void {
    void move(this.board, id, place);
  }

  /** Beside which neighbour it was put; null if that is where it already was. */
  #placeOf(cell: string, id: string, items: readonly Card[]): Place | null {
    const column = this.columnOf(cell);
    if (this.#folded(column)) return { column };
    const seen = this.seen(cell);
    const others = seen.filter((card) => card.id !== id);
    const at = items.findIndex((card) => card.id === id);
    const previous = items.slice(0, at).findLast((card) => card.id !== id && !isDraft(card.id));
    // The next neighbour may be past the window: the store knows it, the drawn list doesn't.
    const index = previous ? others.findIndex((card) => card.id === previous.id) + 1 : 0;
    const next = others[index];
    const now = seen.map((card) => card.id);
    const here = now.indexOf(id);
    if (here >= 0 && now[here - 1] === previous?.id && now[here + 1] === next?.id) return null;
    if (previous) return { column, after: previous.id };
    return next && !isDraft(next.id) ? { column, before: next.id } : { column };
  }

  #set(column: string, cards: readonly Card[]): void {
    this.#lists = new Map(this.#lists).set(column, cards);
  }
}
