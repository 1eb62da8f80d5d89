import { statuses } from "@tessera/core/column/column.schema";
import { importances, orderings, priorities, types, urgencies } from "@tessera/core/ticket/ticket.schema";

/**
 * Which tickets are asked for, and in what order: the API's own parameters, which are those of the page's address, too,
 * so that a link shows a colleague the same. Several values of one are joined by commas. Boards add what their lanes
 * are of, which the API isn't asked.
 */
export type Query = Readonly<Partial<Record<Param, string>>>;
export type Param = (typeof params)[number];
export type Ordering = (typeof orderings)[number] | `-${(typeof orderings)[number]}`;

/** The words that a parameter knows; of others the API wants to be asked nothing. */
export const wordsOf = {
  status: statuses,
  type: types,
  priority_id: priorities.map(String).toReversed(),
  urgency: urgencies,
  importance: importances,
} as const satisfies Partial<Record<Param, readonly string[]>>;
export type EnumParam = keyof typeof wordsOf;

/** In the order in which they are shown. */
export const params = [
  "search",
  "project",
  "status",
  "type",
  "priority_id",
  "assignee",
  "reporter",
  "tags",
  "urgency",
  "importance",
  "column",
  "parent",
  "following",
  "due_after",
  "due_before",
  "created_after",
  "updated_after",
  "ordering",
  "lanes",
] as const;

/** What a board's lanes can be of. */
export const laneKinds = ["assignee", "epic", "priority"] as const;
export type LaneKind = (typeof laneKinds)[number];
export const lanesIn = ({ lanes }: Query): LaneKind | undefined => laneKinds.find((kind) => kind === lanes);

export const isEnum = (name: Param): name is EnumParam => name in wordsOf;
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** The value as the API takes it, or "" where it means nothing. */
function meant(name: Param, value: string): string {
  if (isEnum(name))
    return valuesOf(value)
      .filter((word) => (wordsOf[name] as readonly string[]).includes(word))
      .join(",");
  if (name === "lanes") return lanesIn({ lanes: value }) ?? "";
  if (name === "ordering") return isOrdering(value) ? value : "";
  if (name === "following") return value === "true" ? value : "";
  if (name.endsWith("_after") || name.endsWith("_before")) return isDay(value) ? value : "";
  return value.trim();
}

export const isOrdering = (text: string): text is Ordering =>
  (orderings as readonly string[]).includes(text.replace(/^-/, ""));

/** What links to boards said before boards knew the API's words. */
function former(name: Param, address: URLSearchParams): string | null {
  if (name === "search") return address.get("q");
  if (name === "priority_id") return address.get("priority");
  if (name !== "assignee") return null;
  const who = address.get("who");
  return who === "nobody" ? "none" : who === "me" ? who : null;
}

/** What an address asks for; words that mean nothing ask for nothing. */
export function readQuery(address: URLSearchParams): Query {
  const found = params.map((name) => [name, meant(name, address.get(name) ?? former(name, address) ?? "")] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== ""));
}

/** The address's parameters with this query in them; others, such as the view, stay. */
export function writeQuery(query: Query, address = new URLSearchParams()): URLSearchParams {
  const all = new URLSearchParams(address);
  for (const name of params) {
    const value = query[name];
    if (value) all.set(name, value);
    else all.delete(name);
  }
  return all;
}

export const valuesOf = (value: string | undefined): string[] => (value ? value.split(",").filter(Boolean) : []);

export function withValue(query: Query, name: Param, value: string | undefined): Query {
  const { [name]: _, ...others } = query;
  return value ? { ...others, [name]: value } : others;
}

export function withToggled(query: Query, name: Param, value: string): Query {
  const had = valuesOf(query[name]);
  const now = had.includes(value) ? had.filter((one) => one !== value) : [...had, value];
  return withValue(query, name, now.join(","));
}

/** Whether anything but the order, the lanes and the project is asked for. */
export const isFiltered = ({ ordering: _, lanes: __, project: ___, ...rest }: Query): boolean =>
  Object.keys(rest).length > 0;
