import * as v from "valibot";
import type { Actor } from "../kit/actor.ts";
import { fromCursor, markText, mustReach, pageUrl, scope, toCursor, type Page } from "../kit/cursor.ts";
import { invalid, notFound } from "../kit/error.ts";
import { operation } from "../kit/operation.ts";
import { displayId, projectOf, ticketKey } from "../kit/id.ts";
import { hideCost } from "../table/meter.ts";
import { findFrame, type Frame } from "../project/frame.ts";
import { visibleTo } from "../project/membership.ts";
import { peopleOf, readCards, showCard } from "./card.ts";
import { matches, tagCalled } from "./filter.ts";
import { beginCount, countOf, type Begun } from "./list-count.ts";
import { nothing, plan, planOfAll, type TagOf } from "./plan.ts";
import { confirmed, look, readRange, sliceOf, type Search } from "./search.ts";
import { readSlice, type Mark, type Slice } from "./slice.ts";
import type { Place } from "./sources.ts";
import { ticketRoutes, type Card, type ListTickets } from "./ticket.schema.ts";

const path = "/api/tickets/tickets/";
const MarkShape = v.strictObject({
  value: markText,
  project: markText,
  number: v.number(),
  created: markText,
  back: v.boolean(),
});

export const list = operation(
  ticketRoutes.list,
  async (actor, { query: asked }): Promise<Page<Card> & { truncated?: true }> => {
    const query = resolved(asked, actor);
    const scopeId = scope(actor.id, path, query);
    const size = query.page_size ?? 20;
    mustReach(query, size);
    const mark = query.cursor ? fromCursor(scopeId, query.cursor, MarkShape) : undefined;
    const keys = await projectsFor(actor, query);
    const { slice, visible, search, begun } = keys
      ? await readIn(keys, actor, query, size, mark)
      : await readAll(actor, query, size, mark);
    const [kept, count] = await Promise.all([
      keep(query, slice, visible, size, actor, search),
      countOf(actor, query, visible, begun),
    ]);
    const link = (place: Place | undefined, back: boolean) =>
      place ? pageUrl(path, asked, toCursor(scopeId, markAt(place, back))) : null;
    const cut = search?.truncated ? { truncated: true as const } : {};
    return { count, ...turned(slice, kept, mark, link, pageUrl(path, asked)), ...cut };
  },
);

/** Places for a page, and what is known of them. */
interface Read {
  readonly slice: Slice;
  readonly visible: readonly Frame[];
  readonly search?: Search | undefined;
  readonly begun?: Begun;
}

/** Permission is read beside the places, which count only where it is given. */
async function readIn(
  keys: readonly string[],
  actor: Actor,
  query: ListTickets,
  size: number,
  mark: Mark | undefined,
): Promise<Read> {
  const frames = Promise.all(keys.map((key) => findFrame(actor, key, false)));
  // What lives elsewhere is not even looked up: what that costs would tell of it.
  const elsewhere = homes(query).some((home) => home === null || !keys.includes(home));
  const thePlan = elsewhere ? nothing : plan(keys, query, actor.id, await firstTag(query, frames));
  const [known, begun, found, among, range] = await Promise.all([
    frames,
    beginCount(keys, query),
    query.search === undefined ? readSlice(thePlan, query, size, mark) : undefined,
    query.search === undefined ? undefined : look(elsewhere ? [] : keys, query.search),
    readRange(query),
  ]);
  if (query.project && !known[0]) throw notFound("project");
  if (known.some((f) => !f)) hideCost();
  const visible = known.filter((f) => f !== undefined);
  const own = new Set(visible.map((f) => f.key));
  const search = among?.(own) ?? range;
  const slice = search ? await sliceOf(search, thePlan, query, size, mark) : found;
  // Of a column that the caller may not see not even the places may show: a cursor would.
  const places = slice?.places.filter((place) => own.has(place.project)) ?? [];
  return { slice: { more: false, page: 1, before: 0, ...slice, places }, visible, search, begun };
}

/** Across all of the organisation, for superusers. */
async function readAll(actor: Actor, query: ListTickets, size: number, mark: Mark | undefined): Promise<Read> {
  const slice = await readSlice(planOfAll(new Date(), query), query, size, mark);
  return { slice, visible: await framesOf(actor, slice.places) };
}

/** Links and results in the list's order, whichever way it was read. */
function turned(
  slice: Slice,
  { kept, first = slice.places[0] ?? slice.end, last, more }: Kept,
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
  frames: Promise<(Frame | undefined)[]>,
): Promise<TagOf | undefined> {
  if (wanted === undefined) return undefined;
  const home = projectOf(wanted.toLowerCase());
  if (home) return (project) => (project === home ? wanted.toLowerCase() : undefined);
  const known = await frames;
  return (project) => {
    const frame = known.find((f) => f?.key === project);
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
  if (actor.superuser && query.ordering.replace("-", "") !== "created_at")
    throw invalid("ordering", "needs_project", "Across all projects only created_at is offered; name a project.");
  return actor.superuser && query.search === undefined ? undefined : visibleTo(actor);
}

interface Kept {
  readonly kept: Card[];
  readonly first?: Place | undefined;
  readonly last: Place | undefined;
  readonly more: boolean;
}

/** Cards of some places, with what decides whether they are shown, and how. */
async function readPart(places: readonly Place[], frames: readonly Frame[], query: ListTickets, search?: Search) {
  const whole = places.flatMap((p) => p.card ?? []);
  const cards = [...whole, ...(await readCards(places.filter((p) => !p.card)))];
  const [people, sure] = await Promise.all([
    peopleOf(frames, cards),
    search && confirmed(search, cards, query.search ?? ""),
  ]);
  return { cards: new Map(cards.map((card) => [displayId(card), card])), people, sure };
}

/**
 * Reads the rows' cards and keeps those that match now: an index may be a moment behind its items. Two pages' worth are
 * read at first, and what else may be looked at only if they hold too few.
 */
async function keep(
  query: ListTickets,
  slice: Slice,
  frames: readonly Frame[],
  size: number,
  actor: Actor,
  search: Search | undefined,
): Promise<Kept> {
  const kept: Card[] = [];
  let first: Place | undefined;
  let last: Place | undefined;
  let before = slice.before;
  const enough = before + 2 * size;
  for (const part of [slice.places.slice(0, enough), slice.places.slice(enough)]) {
    if (kept.length === size && part.length > 0) return { kept, first, last, more: true };
    const { cards, people, sure } = await readPart(part, frames, query, search);
    for (const place of part) {
      if (kept.length === size) return { kept, first, last, more: true };
      last = place;
      const frame = frames.find((f) => f.key === place.project);
      const card = cards.get(displayId(place));
      if (!frame || !card || !matches(card, query, frame, actor.id)) continue;
      if ((sure && !sure.has(displayId(card))) || before-- > 0) continue;
      first ??= place;
      kept.push(showCard(card, frame, people, actor.id));
    }
  }
  return { kept, first, last: slice.end ?? last, more: slice.more };
}

async function framesOf(actor: Actor, places: readonly Place[]): Promise<Frame[]> {
  const keys = [...new Set(places.map((p) => p.project))];
  return (await Promise.all(keys.map((key) => findFrame(actor, key, false)))).filter((f) => f !== undefined);
}
