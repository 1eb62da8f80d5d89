import { columnRoutes, type Column } from "@tessera/core/column/column.schema";
import { projectRoutes } from "@tessera/core/project/project.schema";
import { ticketRoutes, type Card } from "@tessera/core/ticket/ticket.schema";
import { call } from "#lib/api/call.ts";
import { OfflineError } from "#lib/api/error.ts";
import { apply, missing } from "./apply.ts";
import { LAG_MS, nothing, type Change, type Known, type Pending } from "./change.ts";
import { Drafts } from "./drafts.svelte.ts";
import { tell } from "./echo.ts";
import { network } from "./network.svelte.ts";
import { nextPage } from "./paging.ts";
import { lay, type ColumnView, type View } from "./view.ts";

/** What a lead says of a column. */
export type ColumnFields = Pick<Column, "name" | "color" | "status" | "wip_limit">;

export type Phase =
  { readonly kind: "loading" } | { readonly kind: "ready" } | { readonly kind: "failed"; readonly error: unknown };

/**
 * One project's board: what is known of it, our own writes over that, and the reads that feed it. Components
 * look at it and call `moves.ts` and `writes.ts`; nothing else asks the API about tickets.
 */
export class BoardStore {
  readonly key: string;
  readonly drafts = new Drafts();
  phase = $state.raw<Phase>({ kind: "loading" });
  #known = $state.raw<Known>(nothing);
  #pending = $state.raw<readonly Pending[]>([]);
  #view = $derived<View>(lay(this.#known, this.#pending));
  #readAt = 0;
  #reading: Promise<void> | null = null;
  #paging = new Map<string, Promise<void>>();

  constructor(key: string) {
    this.key = key;
  }

  get project() {
    return this.#known.project;
  }
  get members() {
    return this.#known.members.filter((member) => member.role !== "former");
  }
  get tags() {
    return this.#known.tags;
  }
  get columns(): readonly ColumnView[] {
    return this.#view.columns;
  }
  get empty(): boolean {
    return this.#view.cards.size === 0;
  }

  column = (id: string): ColumnView | undefined => this.#view.columns.find((view) => view.column.id === id);
  card = (id: string): Card | undefined => this.#view.cards.get(id) ?? this.#view.aside.get(id);
  saving = (id: string): boolean => this.#view.saving.has(id);
  /** Deleted, be it for good or still to be undone. */
  isGone = (id: string): boolean =>
    this.#known.gone.has(id) || this.#pending.some((write) => write.op === "remove" && write.id === id);

  /** What only the ticket's own answer has, with a description of ours under way. */
  detail(id: string) {
    const detail = this.#known.details.get(id);
    const written = this.#pending.findLast(
      (write) => write.op === "edit" && write.id === id && write.fields.description !== undefined,
    );
    if (!detail || written?.op !== "edit" || written.fields.description === undefined) return detail;
    return { ...detail, description: written.fields.description };
  }

  /** The description that the API has, without ours under way. */
  savedDescription = (id: string): string | null | undefined => this.#known.details.get(id)?.description;

  apply(change: Change): void {
    this.#known = apply(this.#known, change, Date.now());
  }

  /** What a write of ours was answered: other tabs hear it, too. */
  learn(change: Change): void {
    this.apply(change);
    tell(this.key, change);
  }

  /**
   * Shows writes of ours until the returned function is called.
   * @throws OfflineError: without a network nothing is shown
   */
  show(writes: readonly Pending[]): () => void {
    if (network.offline) throw new OfflineError("Writes wait for the network.");
    this.#pending = [...this.#pending, ...writes];
    return () => void (this.#pending = this.#pending.filter((write) => !writes.includes(write)));
  }

  /**
   * Shows `pending` at once and sends it. Its answer and the end of `pending` come in one step, so that nothing
   * jumps; when it is refused, only `pending` goes. Without a network nothing is shown nor sent.
   * @throws OfflineError, and what `send` throws
   */
  async write<T>(
    pending: Pending | readonly Pending[],
    send: () => Promise<T>,
    settle: (answer: T) => Change,
  ): Promise<T> {
    const done = this.show([pending].flat());
    try {
      const answer = await send();
      done();
      this.learn(settle(answer));
      return answer;
    } catch (error) {
      done();
      throw error;
    }
  }

  /** Reads the board, once at a time. */
  load(): Promise<void> {
    this.#reading ??= this.#load().finally(() => (this.#reading = null));
    return this.#reading;
  }

  /** Reads it again unless that was a moment ago. A failure is left to the next time: what is shown stays. */
  async refresh(maxAge = 2000): Promise<void> {
    if (this.phase.kind !== "ready" || Date.now() - this.#readAt < maxAge) return;
    await this.load();
  }

  async #load(): Promise<void> {
    if (this.phase.kind === "failed") this.phase = { kind: "loading" };
    try {
      const missed = await this.#read();
      this.phase = { kind: "ready" };
      if (missed.size > 0) setTimeout(() => void this.#read(missed).catch(() => {}), LAG_MS);
    } catch (error) {
      if (this.phase.kind !== "ready") this.phase = { kind: "failed", error };
    }
  }

  async #read(missedBefore: ReadonlySet<string> = new Set()): Promise<Set<string>> {
    const askedAt = Date.now();
    const board = await call(projectRoutes.board, { params: { key: this.key } });
    const missed = this.phase.kind === "ready" ? missing(this.#known, board) : new Set<string>();
    this.apply({ kind: "board", board, askedAt, missedBefore });
    this.#readAt = askedAt;
    return missed;
  }

  /** The next page of a column, if there is one. */
  more(column: string): Promise<void> {
    const under = this.#paging.get(column) ?? this.#more(column).finally(() => this.#paging.delete(column));
    this.#paging.set(column, under);
    return under;
  }

  async #more(column: string): Promise<void> {
    const next = this.#known.next.get(column) ?? null;
    if (next === null) return;
    const askedAt = Date.now();
    const page = await call(ticketRoutes.list, { query: nextPage(next) });
    this.apply({ kind: "page", column, cards: page.results, next: page.next, askedAt });
  }

  async loadTicket(id: string): Promise<void> {
    this.apply({ kind: "ticket", ticket: await call(ticketRoutes.get, { params: { id } }) });
  }

  async editColumn(id: string, fields: ColumnFields): Promise<void> {
    this.learn({ kind: "column", column: await call(columnRoutes.patch, { params: { id }, body: fields }) });
  }

  async addColumn(fields: ColumnFields): Promise<void> {
    this.learn({ kind: "column", column: await call(columnRoutes.create, { body: { project: this.key, ...fields } }) });
  }

  /** One place to the left (-1) or right (1). */
  async shiftColumn(id: string, by: -1 | 1): Promise<void> {
    const ids = this.columns.map((view) => view.column.id);
    const at = ids.indexOf(id);
    ids.splice(at + by, 0, ...ids.splice(at, 1));
    const order = ids.map((column, place) => ({ id: column, order: place }));
    const page = await call(columnRoutes.reorder, { body: { project: this.key, order } });
    for (const column of page.results) this.learn({ kind: "column", column });
  }

  /** Tickets that are left in it go to the column `moveTo`. */
  async removeColumn(id: string, moveTo?: string): Promise<void> {
    await call(columnRoutes.remove, { params: { id }, query: moveTo === undefined ? {} : { move_to: moveTo } });
    this.learn({ kind: "column_gone", id });
    if (moveTo !== undefined) await this.refresh(0);
  }
}
