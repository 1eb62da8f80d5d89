import { network } from "./network.svelte.ts";
import { cursorOf } from "./paging.ts";

interface Page<T> {
  readonly count: number | null;
  readonly next: string | null;
  readonly results: readonly T[];
}

/** What a list asks the API for; `search` only when something is looked for. */
export interface Ask {
  readonly page_size: string;
  readonly cursor?: string;
  readonly search?: string;
}

export type ListPhase =
  { readonly kind: "loading" } | { readonly kind: "ready" } | { readonly kind: "failed"; readonly error: unknown };

/** Who types sees what they typed; the list follows when they pause. */
const PAUSE_MS = 200;

/** So many empty pages are passed over at once. */
const MOST_EMPTY = 20;

/**
 * A list of the API, read page by page, and searched as one types. Only the answer to the last question counts, however
 * late the others come; what was there stays until it does.
 */
export class Pages<T extends { readonly id: string }> {
  items = $state.raw<readonly T[]>([]);
  /** How many there are in all, where the API tells. */
  count = $state<number | null>(null);
  phase = $state.raw<ListPhase>({ kind: "loading" });
  /** What is looked for; the items are of `shown`. */
  search = $state("");
  shown = $state("");
  /** A further page is on its way, or has failed. */
  more = $state.raw<ListPhase | null>(null);
  #next = $state<string | null>(null);
  #turn = 0;
  #clock: ReturnType<typeof setTimeout> | undefined;
  readonly #read: (ask: Ask) => Promise<Page<T>>;
  readonly #size: number;

  constructor(read: (ask: Ask) => Promise<Page<T>>, size = 50) {
    this.#read = read;
    this.#size = size;
  }

  get whole(): boolean {
    return this.phase.kind === "ready" && this.#next === null;
  }

  /** Reads it unless that was done: what is written here is told to it. */
  open(): void {
    if (this.phase.kind !== "ready") void this.load();
  }

  /** Reads the first page of what is looked for. */
  async load(search = this.search): Promise<void> {
    clearTimeout(this.#clock);
    const turn = (this.#turn += 1);
    this.search = search;
    this.more = null;
    if (this.phase.kind === "failed") this.phase = { kind: "loading" };
    try {
      const page = await this.#page(null, search.trim());
      if (turn !== this.#turn) return;
      this.items = page.results;
      this.count = page.count;
      this.#next = page.next;
      this.shown = search.trim();
      this.phase = { kind: "ready" };
    } catch (error) {
      if (turn === this.#turn) this.phase = { kind: "failed", error };
    }
  }

  /** Looks for something else, when the person who types it pauses. */
  type(search: string): void {
    this.search = search;
    clearTimeout(this.#clock);
    this.#clock = setTimeout(() => void this.load(search), PAUSE_MS);
  }

  /** Reads the page after what is here, once at a time. */
  async further(): Promise<void> {
    if (this.#next === null || this.more?.kind === "loading") return;
    const turn = this.#turn;
    this.more = { kind: "loading" };
    try {
      const page = await this.#page(this.#next, this.shown);
      if (turn !== this.#turn) return;
      const here = new Set(this.items.map(({ id }) => id));
      this.items = [...this.items, ...page.results.filter(({ id }) => !here.has(id))];
      this.#next = page.next;
      this.more = null;
    } catch (error) {
      if (turn === this.#turn) this.more = { kind: "failed", error };
    }
  }

  /** One of them as it is now, or one that is new, first. */
  put(item: T): void {
    const here = this.items.some(({ id }) => id === item.id);
    this.items = here ? this.items.map((one) => (one.id === item.id ? item : one)) : [item, ...this.items];
    if (!here && this.count !== null) this.count += 1;
  }

  drop(id: string): void {
    const left = this.items.filter((one) => one.id !== id);
    if (left.length < this.items.length && this.count !== null) this.count -= 1;
    this.items = left;
  }

  /** Reads anew what failed when the API can be reached again. Answers how to stop that. */
  watch(): () => void {
    return network.onBack(() => void (this.phase.kind === "failed" && this.load()));
  }

  /** A page may be short, or empty, while the list goes on: then it is read on. */
  async #page(next: string | null, search: string): Promise<Page<T>> {
    const ask = { page_size: String(this.#size), ...(search !== "" && { search }) };
    const read = (from: string | null) => {
      const cursor = from === null ? undefined : cursorOf(from);
      return this.#read(cursor === undefined ? ask : { ...ask, cursor });
    };
    const first = await read(next);
    let page = first;
    for (let n = 0; page.results.length === 0 && page.next !== null && n < MOST_EMPTY; n += 1)
      page = await read(page.next);
    return { ...page, count: first.count };
  }
}
