import { ticketRoutes, type Card } from "@tessera/core/ticket/ticket.schema";
import { call } from "#lib/api/call.ts";
import type { Workspace } from "./workspace.svelte.ts";

/** Until nothing more is typed, in ms. */
const PAUSE_MS = 120;

/** Tickets by words or by key, as one types: of several questions only the last one's answer counts. */
export class TicketSearch {
  found = $state.raw<readonly Card[]>([]);
  /** What `found` answers. */
  answered = $state.raw("");
  failure = $state.raw<unknown>(null);
  #workspace: Workspace;
  #size: number;
  #clock: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | null = null;

  constructor(workspace: Workspace, size = 8) {
    this.#workspace = workspace;
    this.#size = size;
  }

  /** `project`: of this one only. */
  ask(text: string, project?: string): void {
    this.stop();
    const words = text.trim();
    if (words === "") {
      this.found = [];
      this.answered = "";
      return;
    }
    this.#clock = setTimeout(() => void this.#ask(words, project), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.#clock);
    this.#asking?.abort();
    this.#asking = null;
  }

  async #ask(search: string, project: string | undefined): Promise<void> {
    const asking = (this.#asking = new AbortController());
    const askedAt = Date.now();
    const query = { search, page_size: String(this.#size), ...(project !== undefined && { project }) };
    try {
      const page = await call(ticketRoutes.list, { query, signal: asking.signal });
      for (const [key, cards] of Map.groupBy(page.results, (card) => card.project))
        this.#workspace.board(key).apply({ kind: "listed", cards, askedAt });
      this.found = page.results;
      this.failure = null;
    } catch (error) {
      if (asking.signal.aborted) return;
      this.found = [];
      this.failure = error;
    }
    this.answered = search;
  }
}
