import { preferences } from "#lib/state/preferences.svelte.ts";
import type { Ordering } from "./query.ts";

/** What a list can show of a ticket, in the order in which it stands. */
export const columns = [
  { id: "id", rem: 7, fixed: true },
  { id: "name", rem: 14, grows: true, fixed: true, sort: "name" },
  { id: "status", rem: 8.5 },
  { id: "column", rem: 9 },
  { id: "priority_id", rem: 7.5, sort: "-priority_id" },
  { id: "assignees", rem: 6.5 },
  { id: "due_date", rem: 8, sort: "due_date" },
  { id: "project", rem: 9 },
  { id: "reporter", rem: 9 },
  { id: "tags", rem: 11 },
  { id: "parent", rem: 7 },
  { id: "urgency", rem: 6 },
  { id: "importance", rem: 7 },
  { id: "start_date", rem: 6.5 },
  { id: "created_at", rem: 8, sort: "-created_at" },
  { id: "updated_at", rem: 8, sort: "-updated_at" },
] as const satisfies readonly Shape[];

interface Shape {
  readonly id: string;
  /** How wide it is, at least if it grows. */
  readonly rem: number;
  readonly grows?: boolean;
  /** Always there: it leads to the ticket. */
  readonly fixed?: boolean;
  /** How it is ordered by, the first time. */
  readonly sort?: Ordering;
}

export type ColumnId = (typeof columns)[number]["id"];
export interface Column extends Shape {
  readonly id: ColumnId;
}

/** What stands before them: the checkbox. */
const SELECT_REM = 3.25;

/** The grid's tracks, and how wide they are together at least. */
export const layoutOf = (shown: readonly Column[]) => ({
  tracks: [`${SELECT_REM}rem`, ...shown.map(({ rem, grows }) => (grows ? `minmax(${rem}rem, 1fr)` : `${rem}rem`))].join(
    " ",
  ),
  least: `${shown.reduce((sum, { rem }) => sum + rem, SELECT_REM)}rem`,
});

const KEY = "list_columns";
const first: readonly ColumnId[] = ["status", "priority_id", "assignees", "due_date", "project"];

/** The columns that one has chosen, on every machine. */
export function chosenColumns(): Column[] {
  const chosen = preferences.get(KEY, (value) => (Array.isArray(value) ? (value as readonly unknown[]) : first));
  return columns.filter((column: Column) => column.fixed === true || chosen.includes(column.id));
}

export function toggleColumn(id: ColumnId): void {
  const shown = chosenColumns().map((column) => column.id);
  const now = shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id];
  void preferences.set(KEY, now);
}
