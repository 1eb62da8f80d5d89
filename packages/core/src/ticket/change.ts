import type { PatchTicket } from "./ticket.schema.ts";
import type { Actor } from "../kit/actor.ts";
import { forbidden, invalid } from "../kit/error.ts";
import { leads, membersOf, type Frame } from "../project/frame.ts";
import { dueKey, nameKey } from "./card.ts";
import { rankFor, type Ahead } from "./place.ts";
import type { CardItem } from "./ticket.entity.ts";

/** A ticket's fields as one may change them; what create and patch have in common. */
export type Fields = PatchTicket;

/**
 * Leads, assignees and the reporter change everything; members may take an unassigned ticket for themselves.
 * Tells what the actor must still be when the change is written.
 */
export function mustEdit(actor: Actor, frame: Frame, card: CardItem, fields: Fields): "member" | "lead" {
  if (frame.settings.edit_policy === "members") return "member";
  if (card.reporter === actor.id || card.assignee_ids.includes(actor.id)) return "member";
  const asked = Object.keys(fields);
  const takes = asked.length === 1 && fields.assignee_ids?.length === 1 && fields.assignee_ids[0] === actor.id;
  if (takes && card.assignee_ids.length === 0) return "member";
  if (leads(frame)) return "lead";
  throw forbidden("ticket.not_involved", "Only its assignees, its reporter and leads may change this ticket.");
}

/** The card with plain fields, people and tags as asked for. Place and parent are decided elsewhere. */
export function applied(card: CardItem, fields: Fields, frame: Frame, actor: Actor): CardItem {
  const { name, type, status, priority_id, urgency, importance, start_date } = fields;
  const plain = defined({ name, type, status, priority_id, urgency, importance });
  const dates = {
    ...(fields.due_date !== undefined && { due: dueKey(fields.due_date, card.number) }),
    ...(typeof start_date === "string" && { start_date }),
  };
  const after = { ...card, ...plain, ...dates };
  if (start_date === null) delete after.start_date;
  if (name !== undefined) after.name_key = nameKey(name, card.number);
  if (fields.assignee_ids) after.assignee_ids = assignees(frame, card, fields.assignee_ids);
  if (fields.tag_names) after.tags = tags(frame, card, fields.tag_names, actor);
  return after;
}

const defined = <T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  // Only entries without undefined are left, and none of these fields is nullable.
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };

/** Members only; who has left may stay where they were but can't come in anew. */
function assignees(frame: Frame, card: CardItem, ids: readonly string[]): string[] {
  const kept = ids.filter((id) => card.assignee_ids.includes(id));
  membersOf(
    frame,
    ids.filter((id) => !kept.includes(id)),
    "assignee_ids",
  );
  return [...new Set(ids)];
}

function tags(frame: Frame, card: CardItem, names: readonly string[], actor: Actor): CardItem["tags"] {
  const fold = (s: string): string => s.toLowerCase();
  const unknown = names.filter((n) => !frame.tags.some((t) => fold(t.name) === fold(n)));
  if (unknown.length > 0) throw invalid("tag_names", "unknown", `This project has no tag named ${unknown.join(", ")}.`);
  const wanted = new Set(names.flatMap((n) => frame.tags.find((t) => fold(t.name) === fold(n))?.id ?? []));
  return [...wanted].map((id) => card.tags.find((t) => t.id === id) ?? { id, by: actor.id, at: Date.now() });
}

/**
 * Column, status and rank as asked for: a column sets its status unless one is given too; a status alone
 * moves to the end of its first column, if there is one; a neighbour alone stays in the column.
 */
export async function placed(
  card: CardItem,
  fields: Fields,
  frame: Frame,
  before: CardItem,
  ahead: Ahead | undefined,
): Promise<CardItem> {
  const column = targetColumn(fields, frame, before);
  if (column === undefined) return card;
  const found = frame.columns.find((c) => c.id === column && !c.closing);
  if (!found) throw invalid("column", "unknown", "There is no such column in this project.");
  const rank = await rankFor(frame, { column, before: fields.before, after: fields.after }, before, ahead);
  const moves = column !== before.column;
  return {
    ...card,
    ...(rank !== undefined && { column, rank }),
    ...(moves && fields.status === undefined && { status: found.status }),
  };
}

function targetColumn(fields: Fields, frame: Frame, before: CardItem): string | undefined {
  if (fields.column !== undefined) return fields.column;
  if (fields.before !== undefined || fields.after !== undefined) return before.column;
  if (fields.status === undefined || fields.status === before.status) return undefined;
  const first = frame.columns.find((c) => c.status === fields.status && !c.closing)?.id;
  return first === before.column ? undefined : first;
}
