import { highest, lowest, queryRows, ticketOfKey, type Row } from "../table/rows.ts";
import { padded } from "./card.ts";
import { CardEntity, InvolvementEntity, type CardItem } from "./ticket.entity.ts";
import { importances, priorities, types, urgencies, type ListTickets } from "./ticket.schema.ts";
import { statuses } from "../column/column.schema.ts";

/** A place in the order of a list: its sort value, then project and number, which break ties. */
export interface Place {
  readonly value: string;
  readonly project: string;
  readonly number: number;
  readonly created: string;
  /** The card itself, where the index has it whole. */
  readonly card?: CardItem | undefined;
}

/** One partition of an index, in the list's order or its reverse. */
export interface Source {
  readonly params: Record<string, unknown>;
  /** The index's sort key and what parts its value from the number. */
  readonly field: string;
  readonly mark: string;
  /** Where all rows have one sort value (a priority's own partition, those without a date), it is this. */
  readonly fixed?: string;
  /** Bounds that a filter sets on the sort key. */
  readonly low?: string;
  readonly high?: string;
}

const bytes = (a: string, b: string): number => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b)));

/** Ascending. DynamoDB orders strings by their UTF-8 bytes. */
export const compare = (a: Place, b: Place): number =>
  bytes(a.value, b.value) || bytes(a.project, b.project) || a.number - b.number;

export function placeOf(source: Source, row: Row): Place {
  const key = row[source.field] ?? "";
  const value = source.fixed ?? (source.mark === "" ? key : (key.split(source.mark)[0] ?? key));
  const place = { ...ticketOfKey(row.pk ?? ""), value, created: row.gsi2sk ?? "" };
  return source.field === "gsi1sk" ? { ...place, card: CardEntity.parse({ Item: row }).data ?? undefined } : place;
}

/** The first `limit` places of a source behind a place, in this direction. */
export async function placesOf(
  source: Source,
  behind: Place | undefined,
  forward: boolean,
  limit: number,
): Promise<Place[]> {
  const bound = behind ? boundAt(source, behind, forward) : undefined;
  const low = max(source.low ?? lowest, forward ? (bound ?? lowest) : lowest);
  const high = min(source.high ?? highest, forward ? highest : (bound ?? highest));
  if (bytes(low, high) > 0) return [];
  const rows = await queryRows(source.params, { limit, forward, between: { field: source.field, low, high } });
  const places = rows.map((row) => placeOf(source, row));
  const sign = forward ? 1 : -1;
  return behind ? places.filter((p) => compare(p, behind) * sign > 0) : places;
}

/** A sort key from which on (inclusive) rows may stand behind the place; `compare` drops what is too early. */
function boundAt(source: Source, behind: Place, forward: boolean): string {
  if (source.fixed === undefined)
    return source.mark === "" ? behind.value : `${behind.value}${source.mark}${forward ? "" : "~"}`;
  const order = bytes(source.fixed, behind.value) * (forward ? 1 : -1);
  if (order < 0) return forward ? highest : lowest;
  return order > 0 ? (forward ? lowest : highest) : sameValueBound(source, behind, forward);
}

const sameValueBound = (source: Source, behind: Place, forward: boolean): string => {
  const project = projectOfSource(source);
  if (project === behind.project) return source.field === "gsi2sk" ? behind.created : `~#${padded(behind.number)}`;
  return bytes(project, behind.project) * (forward ? 1 : -1) > 0
    ? forward
      ? lowest
      : highest
    : forward
      ? highest
      : lowest;
};

const projectOfSource = ({ params }: Source): string => {
  const values = params.ExpressionAttributeValues as Record<string, unknown>; // every query has its partition there
  return String(values[":pk"]).split("#")[0]?.toUpperCase() ?? "";
};

const max = (a: string, b: string): string => (bytes(a, b) > 0 ? a : b);
const min = (a: string, b: string): string => (bytes(a, b) < 0 ? a : b);

/** The sources of a list and which of its filters they already fulfil. */
export interface Plan {
  readonly sources: Source[];
  readonly fulfils: ReadonlySet<string>;
}

type Query = ListTickets & { readonly assignee?: string | undefined; readonly reporter?: string | undefined };

/** By which index to read these projects: the order's own, or for creation the narrowest filter's. */
export function plan(projects: readonly string[], query: Query, me: string): Plan {
  const ordering = query.ordering.replace(/^-/, "");
  const each = (make: (project: string) => Source | Source[], ...fulfils: string[]): Plan => ({
    sources: projects.flatMap(make),
    fulfils: new Set(fulfils),
  });
  if (ordering === "updated_at") {
    const low = query.updated_after ?? lowest;
    return each(
      (project) => ({ params: CardEntity.query.byChange({ project }).params(), field: "gsi11sk", mark: "#", low }),
      "updated_after",
    );
  }
  if (ordering === "name")
    return each((project) => ({
      params: CardEntity.query.byName({ project }).params(),
      field: "gsi12sk",
      mark: "\u0001",
    }));
  if (ordering === "due_date") return each((project) => byDue(project, query), "due_after", "due_before");
  if (ordering === "priority_id")
    return each(
      (project) => (query.priority_id ?? [...priorities]).map((p) => byPriority(project, p, true)),
      "priority_id",
    );
  if (ordering === "rank" && query.column)
    return {
      sources: [{ params: CardEntity.query.board({ column: query.column }).params(), field: "gsi1sk", mark: "" }],
      fulfils: new Set(["column"]),
    };
  return byCreation(each, query, me);
}

type Each = (make: (project: string) => Source | Source[], ...fulfils: string[]) => Plan;

function byCreation(each: Each, query: Query, me: string): Plan {
  const low = query.created_after ?? lowest;
  const created = (params: Record<string, unknown>): Source => ({ params, field: "gsi2sk", mark: "#", low });
  const done = "created_after";
  const { column, parent, assignee, reporter, following, status, type, priority_id, urgency, importance } = query;
  if (parent)
    return { sources: [created(CardEntity.query.byParent({ parent }).params())], fulfils: new Set(["parent", done]) };
  if (column)
    return { sources: [created(CardEntity.query.byColumn({ column }).params())], fulfils: new Set(["column", done]) };
  if (assignee === "none")
    return each((project) => created(CardEntity.query.unassigned({ project }).params()), "assignee", done);
  if (assignee)
    return each(
      (project) => created(InvolvementEntity.query.assigned({ project, user: assignee }).params()),
      "assignee",
      done,
    );
  if (following)
    return each(
      (project) => created(InvolvementEntity.query.following({ project, user: me }).params()),
      "following",
      done,
    );
  if (reporter)
    return each((project) => created(CardEntity.query.byReporter({ project, reporter }).params()), "reporter", done);
  if (priority_id)
    return each((project) => priority_id.map((p) => ({ ...byPriority(project, p, false), low })), "priority_id", done);
  if (status || type) {
    const pairs = (status ?? [...statuses]).flatMap((s) => (type ?? [...types]).map((t) => ({ status: s, type: t })));
    return each(
      (project) => pairs.map((pair) => created(CardEntity.query.byStatus({ project, ...pair }).params())),
      "status",
      "type",
      done,
    );
  }
  if (urgency || importance) {
    const pairs = (urgency ?? [...urgencies]).flatMap((u) =>
      (importance ?? [...importances]).map((i) => ({ urgency: u, importance: i })),
    );
    return each(
      (project) => pairs.map((pair) => created(CardEntity.query.byWeight({ project, ...pair }).params())),
      "urgency",
      "importance",
      done,
    );
  }
  return each((project) => created(CardEntity.query.byProject({ project }).params()), done);
}

const byPriority = (project: string, priority_id: number, ordered: boolean): Source => ({
  params: CardEntity.query.byPriority({ project, priority_id }).params(),
  field: "gsi2sk",
  mark: "#",
  ...(ordered && { fixed: String(priority_id) }),
});

/** Tickets without a date come last in both directions: a second source whose value sorts last, or first. */
function byDue(project: string, query: Query): Source[] {
  const params: Source["params"] = CardEntity.query.byDue({ project }).params();
  const low = query.due_after ?? lowest;
  const high = query.due_before ? `${query.due_before}#~` : "}";
  const dated = { params, field: "gsi13sk", mark: "#", low, high };
  if (query.due_after || query.due_before) return [dated];
  return [dated, { params, field: "gsi13sk", mark: "#", low: "~", fixed: query.ordering.startsWith("-") ? "" : "~" }];
}

/** All tickets of the organisation, month by month since the first release. */
export function planOfAll(until: Date, query: Query): Plan {
  const months: string[] = [];
  for (
    let at = Date.UTC(2026, 0);
    at <= until.getTime();
    at = Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth() + 1)
  )
    months.push(new Date(at).toISOString().slice(0, 7));
  const low = query.created_after ?? lowest;
  return {
    sources: months.map((month) => ({
      params: CardEntity.query.ofAll({ month }).params(),
      field: "gsi14sk",
      mark: "#",
      low,
    })),
    fulfils: new Set(["created_after"]),
  };
}
