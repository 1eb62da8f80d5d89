import type { TicketCounts } from "@tessera/core/ticket/counts.schema";
import type { Query } from "#lib/tickets/query.ts";
import { dashboard as text } from "#lib/text/dashboard.ts";
import { today } from "#lib/text/format.ts";
import { preferences } from "./preferences.svelte.ts";
import { savedViews } from "./views.ts";

/** A box of the dashboard: tickets of a filter, how many there are, and the first of them. */
export interface Box {
  readonly id: string;
  readonly name: string;
  readonly query: Query;
  /** Which of the API's counts is its own; saved views have none. */
  readonly counted?: keyof TicketCounts;
}

const open = "new,in_progress,review";

/** The day before a day, as calendars count. */
const before = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

const ours = (): Box[] => [
  { id: "unassigned", name: text.unassigned, query: { assignee: "none" }, counted: "unassigned" },
  { id: "mine", name: text.mine, query: { assignee: "me" }, counted: "assigned_to_me" },
  { id: "in_progress", name: text.inProgress, query: { status: "in_progress" }, counted: "in_progress" },
  { id: "new", name: text.new, query: { status: "new" }, counted: "new" },
  { id: "critical", name: text.critical, query: { priority_id: "4", status: open }, counted: "critical" },
  { id: "overdue", name: text.overdue, query: { due_before: before(today()), status: open }, counted: "overdue" },
];

const KEY = "dashboard";

interface Arrangement {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

function read(value: unknown): Arrangement {
  const { order, hidden } = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  return { order: strings(order), hidden: strings(hidden) };
}

/** All boxes as they are arranged; those that nobody has placed yet come last. A saved view is one once it was placed. */
export function arranged(): { readonly shown: readonly Box[]; readonly hidden: readonly Box[] } {
  const { order, hidden } = preferences.get(KEY, read);
  const own = savedViews().filter(({ id }) => order.includes(id));
  const all: readonly Box[] = [...ours(), ...own];
  const place = (box: Box) => (order.includes(box.id) ? order.indexOf(box.id) : order.length);
  const sorted = all.toSorted((a, b) => place(a) - place(b));
  return {
    shown: sorted.filter((box) => !hidden.includes(box.id)),
    hidden: sorted.filter((box) => hidden.includes(box.id)),
  };
}

export const arrange = (shown: readonly string[], hidden: readonly string[]): Promise<boolean> =>
  preferences.set(KEY, { order: [...shown, ...hidden], hidden });

/** Puts a saved view on the dashboard, last, or takes it away. */
export function placeView(id: string, on: boolean): Promise<boolean> {
  const { shown, hidden } = arranged();
  const others = shown.map((box) => box.id).filter((one) => one !== id);
  return arrange(
    on ? [...others, id] : others,
    hidden.map((box) => box.id).filter((one) => one !== id),
  );
}
