import { projectOf } from "../kit/id.ts";
import type { Frame } from "../project/frame.ts";
import { dueOf, follower, followers, unstamped } from "./card.ts";
import type { CardItem } from "./ticket.entity.ts";
import type { ListTickets } from "./ticket.schema.ts";

const filters = [
  "status",
  "type",
  "priority_id",
  "urgency",
  "importance",
  "column",
  "assignee",
  "reporter",
  "tags",
  "parent",
  "following",
  "due_after",
  "due_before",
  "created_after",
  "updated_after",
] as const;
export type Filter = (typeof filters)[number];

/** The filters that a list was asked with. */
export const used = (query: ListTickets): Filter[] =>
  filters.filter((f) => query[f] !== undefined && query[f] !== false);

/** Whether a card fulfils every filter of a list, as it is now. `assignee` and `reporter` are ids or "none". */
export function matches(card: CardItem, query: ListTickets, frame: Frame, me: string): boolean {
  return inSets(card, query) && ofPeople(card, query, me) && inTime(card, query) && tagged(card, query, frame);
}

const among = <T>(value: T, wanted: readonly T[] | undefined): boolean => !wanted || wanted.includes(value);

const inSets = (card: CardItem, q: ListTickets): boolean =>
  among(card.status, q.status) &&
  among(card.type, q.type) &&
  among<number>(card.priority_id, q.priority_id) &&
  among(card.urgency, q.urgency) &&
  among(card.importance, q.importance) &&
  (q.column === undefined || card.column === q.column) &&
  (q.parent === undefined || card.parent === q.parent);

function ofPeople(card: CardItem, q: ListTickets, me: string): boolean {
  const assigned =
    q.assignee === undefined ||
    (q.assignee === "none" ? card.assignee_ids.length === 0 : card.assignee_ids.includes(q.assignee));
  const follows = followers(card.followers).includes(follower(me));
  return assigned && (q.reporter === undefined || card.reporter === q.reporter) && (!q.following || follows);
}

function inTime(card: CardItem, q: ListTickets): boolean {
  const due = dueOf(card.due);
  if ((q.due_after || q.due_before) && !due) return false;
  return (
    (!q.due_after || (due ?? "") >= q.due_after) &&
    (!q.due_before || (due ?? "") <= q.due_before) &&
    (!q.created_after || unstamped(card.created) >= q.created_after) &&
    (!q.updated_after || unstamped(card.changed) >= q.updated_after)
  );
}

/** A project's tag by its id or its name; what looks like an id is one. */
export function tagCalled(frame: Frame, wanted: string) {
  const fold = wanted.toLowerCase();
  return frame.tags.find((t) => (projectOf(fold) ? t.id === fold : t.name.toLowerCase() === fold));
}

function tagged(card: CardItem, q: ListTickets, frame: Frame): boolean {
  return (q.tags ?? []).every((wanted) => {
    const tag = tagCalled(frame, wanted);
    return tag !== undefined && card.tags.some((t) => t.id === tag.id);
  });
}
