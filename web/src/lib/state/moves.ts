import { ticketRoutes, type Card, type PatchTicket } from "@tessera/core/ticket/ticket.schema";
import type { User } from "@tessera/core/user/user.schema";
import { call } from "#lib/api/call.ts";
import { ApiError } from "#lib/api/error.ts";
import { app, refused } from "#lib/text/messages.ts";
import { sentence } from "#lib/text/sentence.ts";
import type { BoardStore } from "./board.svelte.ts";
import { inTurn } from "./turns.ts";
import { toasts } from "./toasts.svelte.ts";

/** Where a card shall stand: beside one neighbour, or last. */
export interface Place {
  readonly column: string;
  readonly before?: string;
  readonly after?: string;
}

/** Cards that the API hasn't numbered yet have ids of ours. */
const DRAFT = "draft:";
export const isDraft = (id: string): boolean => id.startsWith(DRAFT);

/** Tells people, and reads anew what a refusal showed to be out of date. */
export function refuse(board: BoardStore, id: string, error: unknown, text: string): void {
  toasts.show({ tone: "bad", text });
  if (!(error instanceof ApiError)) return;
  if (error.status === 404 && !isDraft(id)) board.apply({ kind: "gone", id });
  if (error.status === 409 || error.status === 412) void board.refresh(0);
}

/** Fields of the API's ticket that the board can show before the API has answered. */
export type Edit = Omit<PatchTicket, "before" | "after" | "column" | "status">;

/** The fields as a card has them. */
export function asShown(board: BoardStore, id: string, { assignee_ids, tag_names, ...plain }: Edit) {
  const at = new Date().toISOString();
  const held = board.card(id)?.tags ?? [];
  const people = [...board.members, ...(board.card(id)?.assignees ?? [])];
  const tagOf = (tag: BoardStore["tags"][number]) => ({ ...tag, added_by: null, added_at: at });
  const tags = board.tags.map((tag) => held.find((other) => other.id === tag.id) ?? tagOf(tag));
  return {
    ...defined(plain),
    ...(assignee_ids && {
      assignee_ids,
      assignees: assignee_ids.flatMap((one) => people.find(({ id: p }) => p === one) ?? []),
    }),
    ...(tag_names && { tag_names, tags: tags.filter((tag) => tag_names.includes(tag.name)) }),
  };
}

/** Drops members that are there but undefined: spread over a card they would erase what it has. */
function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // Filtering the entries leaves exactly the members that have a value.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/**
 * One PATCH, shown at once; with fields that change by the move, too. True when it was accepted. Moves go one after the
 * other: a neighbour may be under way itself.
 */
export async function move(board: BoardStore, id: string, place: Place | null, fields: Edit = {}): Promise<boolean> {
  const shown = asShown(board, id, fields);
  try {
    const send = () => call(ticketRoutes.patch, { params: { id }, body: { ...place, ...fields } });
    await board.write(
      [
        ...(place ? [{ op: "place", id, ...place } as const] : []),
        ...(Object.keys(shown).length > 0 ? [{ op: "edit", id, fields: shown } as const] : []),
      ],
      () => inTurn(`moves ${board.key}`, send),
      (ticket) => ({ kind: "ticket", ticket }),
    );
    return true;
  } catch (error) {
    const why = sentence(error, { 403: refused.moveForbidden, 409: refused.moveConflict });
    refuse(board, id, error, refused.move(id, why));
    return false;
  }
}

/** What a new ticket may have from where it is made. */
export type Given = Pick<Edit, "parent" | "assignee_ids" | "priority_id">;

/** A new ticket at the column's foot; the card is there while the API numbers it. */
export async function create(
  board: BoardStore,
  column: string,
  name: string,
  me: User | null,
  given: Given = {},
): Promise<boolean> {
  const key = crypto.randomUUID();
  const bare = draft(board, column, name, me, key);
  if (!bare) return false;
  const card = { ...bare, ...asShown(board, bare.id, given) };
  const body = { project: board.key, column, name, ...given };
  const send = () => call(ticketRoutes.create, { body, idempotencyKey: key });
  const attempt = async (): Promise<boolean> => {
    try {
      await board.write(
        { op: "create", card },
        () => inTurn(`moves ${board.key}`, send),
        (ticket) => ({ kind: "ticket", ticket }),
      );
      return true;
    } catch (error) {
      const text = refused.create(name, sentence(error));
      toasts.show({ tone: "bad", text, action: { label: app.retry, run: () => void attempt() } });
      return false;
    }
  };
  return attempt();
}

/** How the card will look, as far as one can know. The last rank of all keeps it at the foot. */
function draft(board: BoardStore, column: string, name: string, me: User | null, key: string): Card | null {
  const view = board.column(column)?.column;
  if (!view) return null;
  const now = new Date().toISOString();
  return {
    id: `${DRAFT}${key}`,
    number: Number.MAX_SAFE_INTEGER,
    name,
    type: "task",
    status: view.status,
    priority_id: 2,
    urgency: "normal",
    importance: "normal",
    project: board.key,
    project_key: board.key,
    column,
    column_name: view.name,
    rank: "\uffff",
    assignee_ids: [],
    assignees: [],
    reporter: me,
    parent: null,
    tags: [],
    tag_names: [],
    following: true,
    followers_count: 1,
    comments_count: 0,
    attachments_count: 0,
    subtasks_count: 0,
    due_date: null,
    start_date: null,
    version: 0,
    created_at: now,
    updated_at: now,
  };
}
