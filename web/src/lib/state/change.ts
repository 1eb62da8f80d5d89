import type { Column } from "@tessera/core/column/column.schema";
import type { Board, Member, ProjectDetail } from "@tessera/core/project/project.schema";
import type { Tag } from "@tessera/core/tag/tag.schema";
import type { Card, Ticket } from "@tessera/core/ticket/ticket.schema";

/**
 * Everything that can be learnt about a board. Answers of the API are changes; live updates and what is kept
 * for offline will be, too. `askedAt` marks answers that come from an index and may lag.
 */
export type Change =
  | {
      readonly kind: "board";
      readonly board: Board;
      readonly askedAt: number;
      readonly missedBefore?: ReadonlySet<string>;
    }
  | {
      readonly kind: "page";
      readonly column: string;
      readonly cards: readonly Card[];
      readonly next: string | null;
      readonly askedAt: number;
    }
  | { readonly kind: "listed"; readonly cards: readonly Card[]; readonly askedAt: number }
  | { readonly kind: "card"; readonly card: Card }
  | { readonly kind: "ticket"; readonly ticket: Ticket }
  | { readonly kind: "gone"; readonly id: string }
  | { readonly kind: "follow"; readonly id: string; readonly following: boolean }
  | { readonly kind: "project"; readonly project: ProjectDetail }
  | {
      readonly kind: "counted";
      readonly id: string;
      readonly what: "comments_count" | "attachments_count";
      readonly by: 1 | -1;
    }
  | { readonly kind: "column"; readonly column: Column }
  | { readonly kind: "column_gone"; readonly id: string };

/** What only a ticket's own answer has. */
export interface Detail {
  readonly description: string | null;
  readonly subtasks: Ticket["subtasks"];
  readonly version: number;
}

/** What the API has told so far; nothing in it is a guess. */
export interface Known {
  readonly project: ProjectDetail | null;
  readonly members: readonly Member[];
  readonly tags: readonly Tag[];
  readonly columns: ReadonlyMap<string, Column>;
  /** Per column: where its next page is; null when all of it is here. */
  readonly next: ReadonlyMap<string, string | null>;
  readonly cards: ReadonlyMap<string, Card>;
  /** Cards that only lists told of: a board doesn't show them, since what stands before them may not be here. */
  readonly aside: ReadonlyMap<string, Card>;
  readonly details: ReadonlyMap<string, Detail>;
  /** Deleted tickets: their ids are never used again, so a late answer can't bring them back. */
  readonly gone: ReadonlySet<string>;
  /** When a card was last told of by a read or write of its own, which never lag. */
  readonly heard: ReadonlyMap<string, number>;
}

export const nothing: Known = {
  project: null,
  members: [],
  tags: [],
  columns: new Map(),
  next: new Map(),
  cards: new Map(),
  aside: new Map(),
  details: new Map(),
  gone: new Set(),
  heard: new Map(),
};

/** How late an index may be (CONTRACT section 1). */
export const LAG_MS = 1000;

/** A write of ours under way: shown at once over what is known, and simply taken away when it is refused. */
export type Pending =
  | {
      readonly op: "edit";
      readonly id: string;
      readonly fields: Partial<Card> & { readonly description?: string | null };
    }
  | {
      readonly op: "place";
      readonly id: string;
      readonly column: string;
      readonly before?: string;
      readonly after?: string;
    }
  | { readonly op: "create"; readonly card: Card }
  | { readonly op: "remove"; readonly id: string };

/** Ranks are compared by code units, which is what `<` does; `localeCompare` would not. */
export function byRank(a: Card, b: Card): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  return a.number - b.number;
}
