import { ticketRoutes, type Card } from "@tessera/core/ticket/ticket.schema";
import { call } from "#lib/api/call.ts";
import type { Workspace } from "./workspace.svelte.ts";

/** Until nothing more is typed, in ms. */
const PAUSE_MS = 200;

/**
 * Tickets by words or by key, as one types: of several questions only the last one's answer counts, and none is asked
 * while it is on its way or what is found answers it.
 */
export class TicketSearch {
  found = $state.raw<readonly Card[]>([]);
  /** What `found` answers. */
  answered = $state.raw("");
  failure = $state.raw<unknown>(null);
  #workspace: Workspace;
  #size: number;
  #clock: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | null = null;
  /** What is on its way. */
  #next: string | null = null;
  /** What `found` was asked by. */
  #last: string | null = null;

  constructor(workspace: Workspace, size = 8) {
    this.#workspace = workspace;
    this.#size = size;
  }

  /** `project`: of this one only. */
  ask(text: string, project?: string): void {
    const words = text.trim();
    const question = `${project ?? ""} ${words}`;
    if (question === this.#next) return;
    this.stop();
    if (question === this.#last) return;
    if (words === "") {
      this.#keep([], words, question);
      return;
    }
    this.#next = question;
    this.#clock = setTimeout(() => void this.#ask(words, project), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.#clock);
    this.#asking?.abort();
    this.#asking = null;
    this.#next = null;
  }

  #keep(found: readonly Card[], words: string, question: string | null): void {
    this.found = found;
    this.answered = words;
    this.#last = question;
    this.#next = null;
  }

  async #ask(search: string, project: string | undefined): Promise<void> {
    const asking = (this.#asking = new AbortController());
    const askedAt = Date.now();
    const query = { search, page_size: String(this.#size), ...(project !== undefined && { project }) };
    try {
      const page = await call(ticketRoutes.list, { query, signal: asking.signal });
      for (const [key, cards] of Map.groupBy(page.results, (card) => card.project))
        this.#workspace.board(key).apply({ kind: "listed", cards, askedAt });
      this.#keep(page.results, search, this.#next);
      this.failure = null;
    } catch (error) {
      if (asking.signal.aborted) return;
      this.#keep([], search, null);
      this.failure = error;
    }
  }
}
