import * as v from "valibot";
import type { Actor } from "../kit/actor.ts";
import { fromCursor, mustReach, pageUrl, scope, toCursor, type Page } from "../kit/cursor.ts";
import { invalid, notFound } from "../kit/error.ts";
import { operation } from "../kit/operation.ts";
import { projectOf, ticketKey } from "../kit/id.ts";
import { findFrame, type Frame } from "../project/frame.ts";
import { visibleTo } from "../project/membership.ts";
import { peopleOf, readCards, showCard } from "./card.ts";
import { matches, used } from "./filter.ts";
import { countOf } from "./list-count.ts";
import { plan, planOfAll, type Plan } from "./plan.ts";
import { compare, placesOf, type Place } from "./sources.ts";
import { ticketRoutes, type Card, type ListTickets } from "./ticket.schema.ts";

const path = "/api/tickets/tickets/";
/** So many rows are looked at for one page when filters remain that no index fulfils; then the page is short. */
const examined = 250;

const Mark = v.strictObject({
  value: v.string(),
  project: v.string(),
  number: v.number(),
  created: v.string(),
  back: v.boolean(),
});
type Mark = v.InferOutput<typeof Mark>;

export const list = operation(ticketRoutes.list, async (actor, { query: asked }): Promise<Page<Card>> => {
  const query = resolved(asked, actor);
  const scopeId = scope(actor.id, path, query);
  const size = query.page_size ?? 20;
  mustReach(query.page, size);
  const mark = query.cursor ? fromCursor(scopeId, query.cursor, Mark) : undefined;
  const all = actor.superuser && !query.project && !scopedProject(query);
  if (all && query.ordering.replace("-", "") !== "created_at")
    throw invalid("ordering", "needs_project", "Across all projects only created_at is offered; name a project.");
  const scopeOf = all ? undefined : await projectsFor(actor, query);

  const thePlan = scopeOf ? plan(scopeOf, query, actor.id) : planOfAll(new Date(), query);
  const framesAhead = (scopeOf ?? []).map((key) => findFrame(actor, key, false));
  const [slice, known] = await Promise.all([readSlice(thePlan, query, size, mark), Promise.all(framesAhead)]);
  if (query.project && !known[0]) throw notFound("project");
  const frames = scopeOf ? known.filter((f) => f !== undefined) : await framesOf(actor, slice.places);
  const [{ kept, last, more }, count] = await Promise.all([
    keep(query, slice, frames, size, actor),
    countOf(actor, query, frames, all),
  ]);

  const link = (place: Place | undefined, back: boolean) =>
    place ? pageUrl(path, asked, toCursor(scopeId, markAt(place, back))) : null;
  const backwards = mark?.back ?? false;
  const shown = backwards ? kept.reverse() : kept;
  const first = slice.places[0];
  const head = backwards ? last : first;
  const foot = backwards ? first : last;
  return {
    count,
    next: backwards || more ? link(foot, false) : null,
    previous: (backwards ? more : mark || slice.skipped) ? link(head, true) : null,
    results: shown,
  };
});

const markAt = ({ value, project, number, created }: Place, back: boolean): Mark => ({
  value,
  project,
  number,
  created,
  back,
});

/** `me` and instants as the table knows them. */
function resolved(query: ListTickets, actor: Actor): ListTickets {
  const iso = (at: string | undefined) => at && new Date(at).toISOString();
  const me = (id: string | undefined) => (id === "me" ? actor.id : id);
  return {
    ...query,
    assignee: me(query.assignee),
    reporter: me(query.reporter),
    created_after: iso(query.created_after),
    updated_after: iso(query.updated_after),
  };
}

/** A column or parent says by its id which project it is in. */
const scopedProject = (query: ListTickets): string | undefined =>
  query.column ? projectOf(query.column) : query.parent ? ticketKey(query.parent)?.project : undefined;

async function projectsFor(actor: Actor, query: ListTickets): Promise<string[]> {
  if (query.ordering.endsWith("rank") && !query.column)
    throw invalid("ordering", "needs_column", "rank orders the tickets of one column; name the column.");
  const scoped = scopedProject(query);
  if ((query.column || query.parent) && (!scoped || (query.project && query.project !== scoped)))
    return query.project ? [query.project] : [];
  if (query.project) return [query.project];
  return scoped ? [scoped] : visibleTo(actor);
}

interface Slice {
  /** In the order of reading. */
  readonly places: Place[];
  readonly more: boolean;
  readonly skipped: boolean;
}

/** The next places behind the mark, merged from all sources: enough for a page, one more, and what is skipped. */
async function readSlice(thePlan: Plan, query: ListTickets, size: number, mark: Mark | undefined): Promise<Slice> {
  const forward = query.ordering.startsWith("-") === (mark?.back ?? false);
  const skip = query.page && !mark ? (query.page - 1) * size : 0;
  const wanted = (used(query).some((f) => !thePlan.fulfils.has(f)) ? Math.max(examined, size) : size) + skip;
  const behind = mark && { value: mark.value, project: mark.project, number: mark.number, created: mark.created };
  const found = await Promise.all(thePlan.sources.map((s) => placesOf(s, behind, forward, wanted + 1)));
  const merged = found.flat().sort((a, b) => compare(a, b) * (forward ? 1 : -1));
  return { places: merged.slice(skip, wanted), more: merged.length > wanted, skipped: skip > 0 };
}

interface Kept {
  readonly kept: Card[];
  readonly last: Place | undefined;
  readonly more: boolean;
}

/** Reads the rows' cards and keeps those that match now: an index may be a moment behind its items. */
async function keep(
  query: ListTickets,
  slice: Slice,
  frames: readonly Frame[],
  size: number,
  actor: Actor,
): Promise<Kept> {
  const visible = slice.places.filter((p) => frames.some((f) => f.key === p.project));
  const whole = visible.flatMap((p) => p.card ?? []);
  const cards = [...whole, ...(await readCards(visible.filter((p) => !p.card)))];
  const people = await peopleOf(frames, cards);
  const kept: Card[] = [];
  let last: Place | undefined;
  for (const place of slice.places) {
    if (kept.length === size) return { kept, last, more: true };
    last = place;
    const frame = frames.find((f) => f.key === place.project);
    const card = cards.find((c) => c.project === place.project && c.number === place.number);
    if (frame && card && matches(card, query, frame, actor.id)) kept.push(showCard(card, frame, people, actor.id));
  }
  return { kept, last, more: slice.more };
}

async function framesOf(actor: Actor, places: readonly Place[]): Promise<Frame[]> {
  const keys = [...new Set(places.map((p) => p.project))];
  return (await Promise.all(keys.map((key) => findFrame(actor, key, false)))).filter((f) => f !== undefined);
}
