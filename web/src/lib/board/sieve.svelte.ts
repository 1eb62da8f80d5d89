import { untrack } from "svelte";
import type { Card } from "@tessera/core/ticket/ticket.schema";
import { session } from "#lib/api/session.svelte.ts";
import type { BoardStore } from "#lib/state/board.svelte.ts";
import type { TicketList } from "#lib/state/list.svelte.ts";
import type { Workspace } from "#lib/state/workspace.svelte.ts";
import { matches } from "#lib/tickets/matches.ts";
import { isFiltered, type Query } from "#lib/tickets/query.ts";

/** Who types sees what is here at once; the API is asked when they pause. */
const PAUSE_MS = 250;

interface Asked {
  readonly workspace: Workspace;
  /** The board's project. */
  readonly project: string;
  readonly query: Query;
}

/** Which of a board's cards a query asks for. To be made while a component is. */
export class Sieve {
  #asked: () => Asked;
  /** Words may stand in a description, which only the API has: it is asked for all that it finds by them. */
  #words = $state.raw<TicketList | null>(null);

  readonly #found = $derived.by(() => {
    const words = this.#words;
    if (words?.phase.kind !== "ready" || words.query.search !== this.#asked().query.search) return null;
    return new Set(words.cards.map((card) => card.id));
  });

  /** Undefined when it asks for all of them. */
  readonly shows = $derived.by(() => {
    const { query } = this.#asked();
    if (!isFiltered(query)) return undefined;
    const [me, found] = [session.user?.id, this.#found];
    return (card: Card): boolean => matches(card, query, { me, found });
  });

  constructor(asked: () => Asked) {
    this.#asked = asked;
    $effect(() => {
      const { workspace, project, query } = asked();
      const { search } = query;
      if (!search) return;
      const ask = async () => {
        const { listOf } = await import("#lib/state/lists.ts");
        this.#words = listOf(workspace, { project, search });
      };
      // Without the network the names that are here are looked at.
      const clock = setTimeout(() => void ask().catch(() => {}), PAUSE_MS);
      return () => clearTimeout(clock);
    });
    $effect(() => {
      const words = this.#words;
      if (words?.phase.kind === "loading") void words.load();
      else if (words?.more) void words.readMore().catch(() => {});
      else untrack(() => void words?.refresh());
    });
  }

  /** How many of a board's loaded cards are shown, and how many tickets it has. */
  counted({ columns }: BoardStore): { readonly n: number; readonly total: number } {
    const shows = this.shows ?? (() => true);
    return {
      n: columns.reduce((sum, view) => sum + view.cards.filter(shows).length, 0),
      total: columns.reduce((sum, view) => sum + view.count, 0),
    };
  }
}
