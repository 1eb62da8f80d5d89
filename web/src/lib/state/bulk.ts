import { ticketRoutes, type Bulk, type Card } from "@tessera/core/ticket/ticket.schema";
import type { InferInput } from "valibot";
import { call } from "#lib/api/call.ts";
import { byCode, byStatus, refused } from "#lib/text/messages.ts";
import { sentence } from "#lib/text/sentence.ts";
import type { Workspace } from "./workspace.svelte.ts";

/** What can be set for many tickets at once. */
export type BulkSet = InferInput<typeof Bulk>["set"];

export interface BulkEnd {
  readonly changed: number;
  /** Those that weren't changed. */
  readonly failed: readonly string[];
  /** Why the first of them wasn't. */
  readonly why: string;
}

/** As many as the API takes at once. */
const MOST = 100;

/**
 * Sets the same for many tickets, each by itself: shown at once, and taken back where it is refused. `shown` is how a card
 * looks with it, as far as one can know; `progress` hears how many are done.
 */
export async function changeAll(
  workspace: Workspace,
  cards: readonly Card[],
  set: BulkSet,
  shown: Partial<Card>,
  progress: (done: number) => void,
): Promise<BulkEnd> {
  const end = { changed: 0, failed: [] as string[], why: "" };
  for (let from = 0; from < cards.length; from += MOST) {
    const some = cards.slice(from, from + MOST);
    try {
      await changeSome(workspace, some, set, shown, end);
    } catch (error) {
      end.failed.push(...cards.slice(from).map((card) => card.id));
      end.why ||= sentence(error);
      break;
    }
    progress(Math.min(from + MOST, cards.length));
  }
  return end;
}

async function changeSome(
  workspace: Workspace,
  cards: readonly Card[],
  set: BulkSet,
  shown: Partial<Card>,
  end: { changed: number; failed: string[]; why: string },
): Promise<void> {
  const releases = [...Map.groupBy(cards, (card) => card.project)].map(([project, own]) =>
    workspace.board(project).show(own.map(({ id }) => ({ op: "edit" as const, id, fields: shown }))),
  );
  try {
    const ids = cards.map((card) => card.id);
    const { results } = await call(ticketRoutes.bulk, { body: { ids, set }, idempotencyKey: crypto.randomUUID() });
    for (const result of results) {
      if (result.ok) {
        workspace.board(result.ticket.project).learn({ kind: "card", card: result.ticket });
        end.changed++;
      } else {
        end.failed.push(result.id);
        end.why ||= reason(result.error);
      }
    }
  } finally {
    for (const release of releases) release();
  }
}

/** A result's error has a code and no status; forbidden ones are what happens most. */
function reason({ code, detail }: { readonly code: string; readonly detail: string }): string {
  if (code === "ticket.not_involved") return refused.editForbidden;
  if (code.endsWith(".not_found")) return byStatus[404] ?? detail;
  return byCode[code] ?? detail;
}
