import type { Card } from "@tessera/core/ticket/ticket.schema";
import { valuesOf, type Query } from "./query.ts";

interface Seen {
  /** Whose "me" is meant. */
  readonly me: string | undefined;
  /** What the API found by the query's words; null while it hasn't answered. */
  readonly found: ReadonlySet<string> | null;
}

const hasWords = ({ id, name }: Card, search: string): boolean => {
  const text = `${id} ${name}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

const isOne = (wanted: string | undefined, value: string): boolean => !wanted || valuesOf(wanted).includes(value);

function isAssigned({ assignee }: Query, card: Card, me: string | undefined): boolean {
  if (!assignee) return true;
  if (assignee === "none") return card.assignee_ids.length === 0;
  return card.assignee_ids.includes(assignee === "me" ? (me ?? "") : assignee);
}

const isTagged = ({ tags }: Query, card: Card): boolean =>
  valuesOf(tags).every((wanted) => card.tags.some((tag) => tag.id === wanted || tag.name === wanted));

function isDue({ due_after: from, due_before: to }: Query, { due_date }: Card): boolean {
  if (!from && !to) return true;
  return due_date !== null && (!from || due_date >= from) && (!to || due_date <= to);
}

const since = (day: string | undefined, at: string): boolean =>
  !day || Date.parse(at) >= new Date(`${day}T00:00:00`).getTime();

/** Whether a card that is here is one of those that a query asks the API for, whatever its project. */
export function matches(card: Card, query: Query, { me, found }: Seen): boolean {
  const { search, reporter, column, parent } = query;
  return (
    (!search || (found?.has(card.id) ?? false) || hasWords(card, search)) &&
    isOne(query.status, card.status) &&
    isOne(query.type, card.type) &&
    isOne(query.priority_id, String(card.priority_id)) &&
    isOne(query.urgency, card.urgency) &&
    isOne(query.importance, card.importance) &&
    isAssigned(query, card, me) &&
    (!reporter || card.reporter?.id === (reporter === "me" ? me : reporter)) &&
    isTagged(query, card) &&
    (!column || card.column === column) &&
    (!parent || card.parent === parent) &&
    (query.following !== "true" || card.following) &&
    isDue(query, card) &&
    since(query.created_after, card.created_at) &&
    since(query.updated_after, card.updated_at)
  );
}
