import { importances, types, urgencies, type Card } from "@tessera/core/ticket/ticket.schema";
import { priorityMarks, typeMarks } from "#lib/board/marks.ts";
import { ticket as text } from "#lib/text/messages.ts";

/** What the fields offer. Values of selects are strings; priorities are numbers. */
export const typeOptions = types.map((value) => ({ value, label: text.types[value], ...typeMarks[value] }));
export const urgencyOptions = urgencies.map((value) => ({ value, label: text.urgencies[value] }));
export const importanceOptions = importances.map((value) => ({ value, label: text.importances[value] }));

export type PriorityWord = `${Card["priority_id"]}`;
const words: Readonly<Record<PriorityWord, Card["priority_id"]>> = { "4": 4, "3": 3, "2": 2, "1": 1 };
const falling: readonly PriorityWord[] = ["4", "3", "2", "1"];

export const priorityOptions = falling.map((value) => ({
  value,
  label: text.priorities[words[value]],
  ...priorityMarks[words[value]],
}));
export const priorityOf = (word: PriorityWord): Card["priority_id"] => words[word];
export const wordOf = (priority: Card["priority_id"]): PriorityWord => `${priority}`;
