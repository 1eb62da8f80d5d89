import { ticketRoutes, type Card } from "@tessera/core/ticket/ticket.schema";
import { call } from "#lib/api/call.ts";
import { asked } from "#lib/tickets/asked.ts";
import { isOrdering, type Ordering, type Query } from "#lib/tickets/query.ts";
import type { Phase } from "./board.svelte.ts";
import { network } from "./network.svelte.ts";
import { cursorOf } from "./paging.ts";
import type { Workspace } from "./workspace.svelte.ts";

/** Where a card is kept: the board of its project. */
interface Place {
  readonly id: string;
  readonly project: string;
}

const PAGE = 100;

/**
 * Tickets of one query, page after page. It keeps their order only: the cards themselves are in their projects' boards,
 * so that what is changed anywhere is changed here.
 */
export class TicketList {
  readonly query: Query;
  phase = $state.raw<Phase>({ kind: "loading" });
  /** Of all that match, if the API knows. */
  count = $state.raw<number | null>(null);
  /** More match than a search collects. */
  truncated = $state.raw(false);
  #places = $state.raw<readonly Place[]>([]);
  #next = $state.raw<string | null>(null);
  #workspace: Workspace;
  #size: number;
  #reading: Promise<void> | null = null;
  #readAt = 0;

  readonly cards = $derived<readonly Card[]>(
    this.#places.flatMap(({ id, project }) => {
      const board = this.#workspace.board(project);
      return board.isGone(id) ? [] : (board.card(id) ?? []);
    }),
  );

  constructor(workspace: Workspace, query: Query, size = PAGE) {
    this.#workspace = workspace;
    this.query = query;
    this.#size = size;
  }

  get ordering(): Ordering {
    const { ordering } = this.query;
    return ordering && isOrdering(ordering) ? ordering : "-created_at";
  }

  get more(): boolean {
    return this.#next !== null;
  }

  /** The first page, in place of all that was read. */
  load(): Promise<void> {
    return this.#once(async () => {
      if (this.phase.kind === "failed") this.phase = { kind: "loading" };
      try {
        await this.#read(null);
        this.phase = { kind: "ready" };
      } catch (error) {
        if (this.phase.kind !== "ready") this.phase = { kind: "failed", error };
      }
    });
  }

  /** Reads the first page again, if that was a while ago and no more than it was read. */
  async refresh(maxAge = 2000): Promise<void> {
    const isLong = this.#places.length > this.#size;
    if (this.phase.kind !== "ready" || isLong || network.offline || Date.now() - this.#readAt < maxAge) return;
    await this.load();
  }

  /** The next page, if there is one. @throws what the API refuses */
  readMore(): Promise<void> {
    const next = this.#next;
    return next === null ? Promise.resolve() : this.#once(() => this.#read(next));
  }

  #once(read: () => Promise<void>): Promise<void> {
    this.#reading ??= read().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #read(next: string | null): Promise<void> {
    const askedAt = Date.now();
    const cursor = next === null ? undefined : cursorOf(next);
    const query = { ...asked(this.query), page_size: String(this.#size), ...(cursor !== undefined && { cursor }) };
    const page = await call(ticketRoutes.list, { query });
    for (const [project, cards] of Map.groupBy(page.results, (card) => card.project))
      this.#workspace.board(project).apply({ kind: "listed", cards, askedAt });
    const known = new Set(next === null ? [] : this.#places.map(({ id }) => id));
    const places = page.results.filter(({ id }) => !known.has(id)).map(({ id, project }) => ({ id, project }));
    this.#places = next === null ? places : [...this.#places, ...places];
    this.#next = page.next;
    this.count = page.count;
    this.truncated = page.truncated ?? false;
    this.#readAt = askedAt;
  }
}
