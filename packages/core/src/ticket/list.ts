import * as v from "valibot";
import type { Actor } from "../kit/actor.ts";
import { fromCursor, mustReach, pageUrl, scope, toCursor, type Page } from "../kit/cursor.ts";
import { invalid, notFound } from "../kit/error.ts";
import { operation } from "../kit/operation.ts";
import { projectOf, ticketKey } from "../kit/id.ts";
import { hideCost } from "../table/meter.ts";
import { findFrame, type Frame } from "../project/frame.ts";
import { visibleTo } from "../project/membership.ts";
import { peopleOf, readCards, showCard } from "./card.ts";
import { matches, tagCalled, used } from "./filter.ts";
import { countOf } from "./list-count.ts";
import { plan, planOfAll, type Plan, type TagOf } from "./plan.ts";
import { compare, placesOf, type Place } from "./sources.ts";
import { ticketRoutes, type Card, type ListTickets } from "./ticket.schema.ts";

const path = "/api/tickets/tickets/";
/** So many rows are looked at for one page when filters remain that no index fulfils; then the page is short. */
const examined = 250;
/** As many for a page by its number, which is found by counting matches from the start. */
const reach = 1000;

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
  mustReach(query, size);
  const mark = query.cursor ? fromCursor(scopeId, query.cursor, Mark) : undefined;
  const keys = await projectsFor(actor, query);

  const frames = keys && Promise.all(keys.map((key) => findFrame(actor, key, false)));
  const thePlan = keys ? plan(keys, query, actor.id, await firstTag(query, frames)) : planOfAll(new Date(), query);
  const [found, known] = await Promise.all([readSlice(thePlan, query, size, mark), frames]);
  if (query.project && !known?.[0]) throw notFound("project");
  if (known?.some((f) => !f)) hideCost();
  const visible = known ? known.filter((f) => f !== undefined) : await framesOf(actor, found.places);
  // Of a column that the caller may not see, or in another project, not even the places may show: a cursor would.
  const here = (place: Place) => visible.some((f) => f.key === place.project);
  const slice = keys ? { ...found, places: found.places.filter(here) } : found;
  const [kept, count] = await Promise.all([
    keep(query, slice, visible, size, actor),
    countOf(actor, query, visible, keys === undefined),
  ]);
  const link = (place: Place | undefined, back: boolean) =>
    place ? pageUrl(path, asked, toCursor(scopeId, markAt(place, back))) : null;
  return { count, ...turned(slice, kept, mark, link, pageUrl(path, asked)) };
});

/** Links and results in the list's order, whichever way it was read. */
function turned(
  slice: Slice,
  { kept, first = slice.places[0], last, more }: Kept,
  mark: Mark | undefined,
  link: (place: Place | undefined, back: boolean) => string | null,
  start: string,
) {
  // All that stood before may have been deleted meanwhile: then what follows is the list from its start.
  if (mark?.back)
    return { next: link(first, false) ?? start, previous: more ? link(last, true) : null, results: kept.toReversed() };
  return {
    next: more ? link(last, false) : null,
    previous: mark || slice.page > 1 ? link(first, true) : null,
    results: kept,
  };
}

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

/** Which tag to look for in which project: an id says it by itself, a name waits for the projects' frames. */
async function firstTag(
  { tags: [wanted] = [] }: ListTickets,
  frames: Promise<(Frame | undefined)[]> | undefined,
): Promise<TagOf | undefined> {
  if (wanted === undefined) return undefined;
  const home = projectOf(wanted.toLowerCase());
  if (home) return (project) => (project === home ? wanted.toLowerCase() : undefined);
  const known = await frames;
  return (project) => {
    const frame = known?.find((f) => f?.key === project);
    return frame && tagCalled(frame, wanted)?.id;
  };
}

/** The projects in which a column, a parent or tags are, by their ids; null for an id that is none. */
const homes = ({ column, parent, tags = [] }: ListTickets): (string | null)[] => [
  ...tags.flatMap((tag) => projectOf(tag.toLowerCase()) ?? []),
  ...(column === undefined ? [] : [projectOf(column) ?? null]),
  ...(parent === undefined ? [] : [ticketKey(parent)?.project ?? null]),
];

/** The projects to look into: undefined stands for all of the organisation, none for what can't be anywhere. */
async function projectsFor(actor: Actor, query: ListTickets): Promise<string[] | undefined> {
  if (query.ordering.endsWith("rank") && !query.column)
    throw invalid("ordering", "needs_column", "rank orders the tickets of one column; name the column.");
  if (query.project) return [query.project];
  const named = new Set(homes(query));
  if (named.size > 0) return named.size === 1 ? [...named].filter((key) => key !== null) : [];
  if (!actor.superuser) return visibleTo(actor);
  if (query.ordering.replace("-", "") !== "created_at")
    throw invalid("ordering", "needs_project", "Across all projects only created_at is offered; name a project.");
  return undefined;
}

interface Slice {
  /** In the order of reading. */
  readonly places: Place[];
  readonly more: boolean;
  readonly page: number;
  /** Matches that stand before the page among these places: filters decide which they are. */
  readonly before: number;
}

/** The next places behind the mark, merged from all sources: enough for a page, one more, and what is skipped. */
async function readSlice(thePlan: Plan, query: ListTickets, size: number, mark: Mark | undefined): Promise<Slice> {
  const forward = query.ordering.startsWith("-") === (mark?.back ?? false);
  const page = query.page ?? 1;
  const filtered = used(query).some((f) => !thePlan.fulfils.has(f));
  const skip = filtered ? 0 : (page - 1) * size;
  const wanted = filtered ? (page > 1 ? reach : examined) : size + skip;
  const behind = mark && { value: mark.value, project: mark.project, number: mark.number, created: mark.created };
  const found = await Promise.all(thePlan.sources.map((s) => placesOf(s, behind, forward, wanted + 1)));
  const merged = found.flat().sort((a, b) => compare(a, b) * (forward ? 1 : -1));
  return {
    places: merged.slice(skip, wanted),
    more: merged.length > wanted,
    page,
    before: filtered ? (page - 1) * size : 0,
  };
}

interface Kept {
  readonly kept: Card[];
  readonly first?: Place | undefined;
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
  const whole = slice.places.flatMap((p) => p.card ?? []);
  const cards = [...whole, ...(await readCards(slice.places.filter((p) => !p.card)))];
  const people = await peopleOf(frames, cards);
  const kept: Card[] = [];
  let first: Place | undefined;
  let last: Place | undefined;
  let before = slice.before;
  for (const place of slice.places) {
    if (kept.length === size) return { kept, first, last, more: true };
    last = place;
    const frame = frames.find((f) => f.key === place.project);
    const card = cards.find((c) => c.project === place.project && c.number === place.number);
    if (!frame || !card || !matches(card, query, frame, actor.id) || before-- > 0) continue;
    first ??= place;
    kept.push(showCard(card, frame, people, actor.id));
  }
  return { kept, first, last, more: slice.more };
}

async function framesOf(actor: Actor, places: readonly Place[]): Promise<Frame[]> {
  const keys = [...new Set(places.map((p) => p.project))];
  return (await Promise.all(keys.map((key) => findFrame(actor, key, false)))).filter((f) => f !== undefined);
}
