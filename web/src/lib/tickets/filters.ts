import type { BoardStore } from "#lib/state/board.svelte.ts";
import { fullName } from "#lib/text/format.ts";
import { ticket } from "#lib/text/messages.ts";
import { filtering as text } from "#lib/text/asking.ts";
import { wordsOf, type EnumParam, type Param } from "./query.ts";

/** How a filter is chosen: of words that everybody has, of things that a project has, a day, a key, or yes. */
export type Kind = "words" | "things" | "day" | "key" | "yes";

export const kinds: Readonly<Record<Exclude<Param, "search" | "ordering" | "lanes" | "project">, Kind>> = {
  status: "words",
  type: "words",
  priority_id: "words",
  assignee: "things",
  reporter: "things",
  tags: "things",
  urgency: "words",
  importance: "words",
  column: "things",
  parent: "key",
  following: "yes",
  due_after: "day",
  due_before: "day",
  created_after: "day",
  updated_after: "day",
};
export type FilterParam = keyof typeof kinds;
// The keys of a record that is written out are its type's.
export const filterParams = Object.keys(kinds) as readonly FilterParam[];

export interface Choice {
  readonly value: string;
  readonly label: string;
}

const labelOf = (name: EnumParam, word: string): string => {
  const labels: Readonly<Record<EnumParam, Readonly<Record<string, string>>>> = {
    status: ticket.statuses,
    type: ticket.types,
    priority_id: ticket.priorities,
    urgency: ticket.urgencies,
    importance: ticket.importances,
  };
  return labels[name][word] ?? word;
};

const everybodys: Readonly<Partial<Record<FilterParam, readonly Choice[]>>> = {
  assignee: [
    { value: "me", label: text.me },
    { value: "none", label: text.nobody },
  ],
  reporter: [{ value: "me", label: text.me }],
};

/** What a filter offers; of people, tags and columns those of the project that is chosen. */
export function choicesOf(name: FilterParam, board: BoardStore | null): readonly Choice[] {
  if (name in wordsOf) {
    // One of the names that have words, as the line before found.
    const enumName = name as EnumParam;
    return wordsOf[enumName].map((value) => ({ value, label: labelOf(enumName, value) }));
  }
  const first = everybodys[name] ?? [];
  if (!board) return first;
  if (name === "assignee" || name === "reporter")
    return [...first, ...board.members.map((member) => ({ value: member.id, label: fullName(member) }))];
  if (name === "tags") return board.tags.map((tag) => ({ value: tag.id, label: tag.name }));
  if (name === "column") return board.columns.map(({ column }) => ({ value: column.id, label: column.name }));
  return first;
}
