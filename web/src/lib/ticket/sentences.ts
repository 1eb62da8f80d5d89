import type { Activity, Change } from "@tessera/core/event/event.schema";
import { importances, types, urgencies } from "@tessera/core/ticket/ticket.schema";
import { day, list } from "#lib/text/format.ts";
import { activity as text } from "#lib/text/activity.ts";
import { ticket } from "#lib/text/messages.ts";

/** What turns ids of a change into names. */
export interface Names {
  readonly column: (id: string) => string | undefined;
  readonly person: (id: string) => string | undefined;
}

/** An entry of a ticket's history as what its actor did: "moved it from To Do to Done". */
export function sentences(entry: Activity, names: Names): string[] {
  const whole = text.kinds[entry.kind];
  if (whole) return [whole];
  if (entry.kind.startsWith("attachment.")) return entry.changes.map(fileSentence);
  if (entry.kind.startsWith("link.")) return entry.changes.map(linkSentence);
  // A move changes the status and the position with the column: one sentence says all.
  const moved = entry.changes.some((change) => change.field === "column");
  const told = entry.changes.filter((change) => !(moved && (change.field === "status" || change.field === "rank")));
  return told.length > 0 ? told.map((change) => sentenceOf(change, names, entry.actor?.id)) : [text.other];
}

function sentenceOf(change: Change, names: Names, actor: string | undefined): string {
  const { field, from, to } = change;
  const label = text.fields[field] ?? field;
  if (field === "column") return movedSentence(idOf(from, names.column), idOf(to, names.column));
  if (field === "rank") return text.reordered;
  if (field === "name" && typeof to === "string") return text.renamed(to);
  if (field === "description") return text.described;
  if (field === "assignee_ids") return assignedSentence(strings(from), strings(to), names, actor);
  if (to === null || to === "") return text.removed(label);
  const word = wordOf(field, to);
  return word === null ? text.changed(label) : text.set(label, word);
}

const fileSentence = ({ from, to }: Change): string =>
  typeof to === "string" ? text.attached(to) : text.detached(String(from));

/** A link's field is the word that stands on this ticket: `is_blocked_by`. */
function linkSentence({ field, from, to }: Change): string {
  const words = field.replaceAll("_", " ");
  return typeof to === "string" ? text.linked(`${words} ${to}`) : text.unlinked(`${words} ${String(from)}`);
}

const idOf = (value: unknown, name: (id: string) => string | undefined) =>
  typeof value === "string" ? name(value) : undefined;
const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

function movedSentence(from: string | undefined, to: string | undefined): string {
  if (to === undefined) return text.changed(text.fields["column"] ?? "");
  return from === undefined ? text.movedTo(to) : text.moved(from, to);
}

function assignedSentence(from: string[], to: string[], names: Names, actor: string | undefined): string {
  const nameOf = (id: string) => (id === actor ? text.themselves : (names.person(id) ?? text.somebody.toLowerCase()));
  const added = to.filter((id) => !from.includes(id)).map(nameOf);
  const removed = from.filter((id) => !to.includes(id)).map(nameOf);
  const parts = [
    added.length > 0 ? text.assigned(list(added)) : "",
    removed.length > 0 ? text.unassigned(list(removed)) : "",
  ];
  return list(parts.filter((part) => part !== ""));
}

const isOneOf = <T extends string>(words: readonly T[], value: unknown): value is T =>
  words.some((word) => word === value);
const statuses = ["new", "in_progress", "review", "done"] as const;

function wordOf(field: string, to: unknown): string | null {
  if (field === "type" && isOneOf(types, to)) return ticket.types[to];
  if (field === "urgency" && isOneOf(urgencies, to)) return ticket.urgencies[to];
  if (field === "importance" && isOneOf(importances, to)) return ticket.importances[to];
  if (field === "status" && isOneOf(statuses, to)) return ticket.statuses[to];
  if (field === "priority_id" && (to === 1 || to === 2 || to === 3 || to === 4)) return ticket.priorities[to];
  if (field.endsWith("_date") && typeof to === "string") return day(to);
  if (Array.isArray(to)) return strings(to).join(", ") || text.none;
  return typeof to === "string" || typeof to === "number" ? String(to) : null;
}
