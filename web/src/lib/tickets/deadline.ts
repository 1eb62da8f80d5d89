import type { Card } from "@tessera/core/ticket/ticket.schema";
import { deadlines as text } from "#lib/text/tickets.ts";

const DAY_MS = 86_400_000;

/** `days` after a day, as calendars count. */
const plus = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

export type Deadline = keyof Omit<typeof text, "empty">;

/** When a ticket is due, seen from `today`. Weeks begin on Monday (ISO 8601). */
export function deadlineOf({ due_date: due, status }: Pick<Card, "due_date" | "status">, today: string): Deadline {
  if (status === "done") return "done";
  if (due === null) return "no_date";
  if (due < today) return "overdue";
  if (due === today) return "today";
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const sunday = plus(today, 6 - weekday);
  if (due <= sunday) return "this_week";
  return due <= plus(sunday, 7) ? "next_week" : "later";
}

/** What stands above which row, for cards in the order of their dates. */
export function headingsOf(cards: readonly Card[], today: string): Map<number, string> {
  const kinds = cards.map((card) => deadlineOf(card, today));
  return new Map(kinds.flatMap((kind, i) => (kind === kinds[i - 1] ? [] : [[i, text[kind]] as const])));
}
