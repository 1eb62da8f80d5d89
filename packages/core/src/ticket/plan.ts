import { statuses } from "../column/column.schema.ts";
import { lowest } from "../table/rows.ts";
import type { Source } from "./sources.ts";
import { CardEntity, InvolvementEntity, TaggingEntity } from "./ticket.entity.ts";
import { importances, priorities, types, urgencies, type ListTickets } from "./ticket.schema.ts";

/** The sources of a list and which of its filters they already fulfil. */
export interface Plan {
  readonly sources: Source[];
  readonly fulfils: ReadonlySet<string>;
}

/** For what is asked by an id that lives in none of the projects. */
export const nothing: Plan = { sources: [], fulfils: new Set() };

type Query = ListTickets & { readonly assignee?: string | undefined; readonly reporter?: string | undefined };

/** The id of a project's tag that the list asks for first, where the project has it. */
export type TagOf = (project: string) => string | undefined;

/** By which index to read these projects: the order's own, or for creation the narrowest filter's. */
export function plan(projects: readonly string[], query: Query, me: string, tagOf?: TagOf): Plan {
  const ordering = query.ordering.replace(/^-/, "");
  const each = (make: (project: string) => Source | Source[], ...fulfils: string[]): Plan => ({
    sources: projects.flatMap((project) => [make(project)].flat().map((source) => ({ ...source, project }))),
    fulfils: new Set(fulfils),
  });
  if (ordering === "updated_at") return each((project) => byChange(project, query), "updated_after");
  if (ordering === "name")
    return each((project) => ({
      params: CardEntity.query.byName({ project }).params(),
      field: "gsi12sk",
      mark: "\0",
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
  return byCreation(each, query, me, tagOf);
}

/** The rows of a project that are due, or were changed, when a list asks. */
export function rangeOf(project: string, query: Query): { source: Source; fulfils: ReadonlySet<string> } | undefined {
  const [due] = query.due_after || query.due_before ? byDue(project, query) : [];
  if (due) return { source: due, fulfils: new Set(["due_after", "due_before"]) };
  return query.updated_after === undefined
    ? undefined
    : { source: byChange(project, query), fulfils: new Set(["updated_after"]) };
}

const byChange = (project: string, { updated_after: low = lowest }: Query): Source => ({
  params: CardEntity.query.byChange({ project }).params(),
  field: "gsi11sk",
  mark: "#",
  low,
});

type Each = (make: (project: string) => Source | Source[], ...fulfils: string[]) => Plan;

function byCreation(each: Each, query: Query, me: string, tagOf?: TagOf): Plan {
  const low = query.created_after ?? lowest;
  const created = (params: Record<string, unknown>): Source => ({ params, field: "gsi2sk", mark: "#", low });
  const done = "created_after";
  const { column, parent, assignee, reporter, following, status, type, priority_id, urgency, importance } = query;
  if (parent)
    return { sources: [created(CardEntity.query.byParent({ parent }).params())], fulfils: new Set(["parent", done]) };
  if (tagOf)
    return each(
      (project) => {
        const tag = tagOf(project);
        return tag === undefined ? [] : created(TaggingEntity.query.byTag({ tag }).params());
      },
      done,
      ...(query.tags?.length === 1 ? ["tags"] : []),
    );
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
