import { displayId, ticketKey, type TicketKey } from "../kit/id.ts";
import { find, havingAll, type Found } from "../search/find.ts";
import { readCards, unstamped } from "./card.ts";
import { used } from "./filter.ts";
import { rangeOf, type Plan } from "./plan.ts";
import { demand, examined, merged, upwards, type Mark, type Slice } from "./slice.ts";
import { compare, placesOf, type Place } from "./sources.ts";
import type { CardItem } from "./ticket.entity.ts";
import type { ListTickets } from "./ticket.schema.ts";

/** CONTRACT section 5: what is found beyond is cut. */
const mostMatches = 1000;
/** Texts are read of fewer tickets than cards are: they are larger. */
const texts = 100;
/** Rows of an order's index that are gone through for one page of very many hits, and how many indexes at most. */
const rows = 1000;
const mostSources = 10;

/** What a search, or a range of dates, has found before its tickets are read. */
export interface Search {
  /** Whether the index proves it, by the ticket's id. */
  readonly hits: ReadonlyMap<string, boolean>;
  readonly tickets: readonly TicketKey[];
  /** The tickets whose key or number it is: they are found at once. */
  readonly called: readonly CardItem[];
  /** Those that the caller may see, where an order's index is gone through. */
  readonly projects: ReadonlySet<string>;
  readonly truncated: boolean;
  /** Filters that all hits fulfil. */
  readonly fulfils: ReadonlySet<string>;
}

/**
 * The few tickets of a project that are due, or were changed, in a range, for a list by creation: else hundreds of cards
 * would be read to find them. Undefined where there is no range, or too much in it.
 */
export async function readRange(query: ListTickets): Promise<Search | undefined> {
  const range = inOneProject(query) && query.search === undefined ? rangeOf(query.project ?? "", query) : undefined;
  const places = range && (await placesOf(range.source, undefined, true, examined + 1));
  if (!places || places.length > examined) return undefined;
  return {
    hits: new Map(places.map((place) => [displayId(place), true])),
    tickets: places,
    called: [],
    projects: new Set(),
    truncated: false,
    fulfils: range.fulfils,
  };
}

/** There, creation follows the number. */
const inOneProject = (query: ListTickets): boolean =>
  query.project !== undefined && query.ordering.endsWith("created_at");

/** The tickets that a search names: by their key, or by their number in any of the projects. */
function keysIn(search: string, projects: readonly string[]): TicketKey[] {
  const key = ticketKey(search);
  if (key) return projects.includes(key.project) ? [key] : [];
  const number = /^[1-9]\d{0,6}$/.test(search) ? Number(search) : undefined;
  return number === undefined ? [] : projects.map((project) => ({ project, number }));
}

/** Looks into these projects, whether or not the caller may see them: `visible` says later which count. */
export async function look(
  projects: readonly string[],
  search: string,
): Promise<(visible: ReadonlySet<string>) => Search> {
  const [all, named] = await Promise.all([find(projects, search), readCards(keysIn(search, projects), true)]);
  return (visible) => {
    const found = all.filter(({ project }) => visible.has(project));
    const called = named.filter(({ project }) => visible.has(project));
    const matches = found.flatMap(matchesIn).sort(surestFirst);
    const first = matches.slice(0, mostMatches);
    const hits = new Map([
      ...first.map(({ proven, ...key }) => [displayId(key), proven] as const),
      ...called.map((card) => [displayId(card), true] as const),
    ]);
    return {
      hits,
      called,
      projects: visible,
      tickets: [...hits.keys()].flatMap((id) => ticketKey(id) ?? []),
      truncated: found.some(({ whole }) => !whole) || matches.length > first.length,
      fulfils: new Set(),
    };
  };
}

interface Match extends TicketKey {
  readonly proven: boolean;
}

const matchesIn = ({ project, numbers }: Found): Match[] =>
  [...numbers].map(([number, proven]) => ({ project, number, proven }));

/** Which matches are kept of too many: those that the index proves, the newest of each project. */
const surestFirst = (a: Match, b: Match): number =>
  Number(b.proven) - Number(a.proven) || b.number - a.number || (a.project < b.project ? -1 : 1);

/**
 * The places of a page among the hits. In one project by creation, which is by number, no more is read than the page;
 * else all hits, if they are few or the page is named by its number; else the order's index, of which only hits are
 * read further.
 */
export async function sliceOf(
  search: Search,
  thePlan: Plan,
  query: ListTickets,
  size: number,
  mark: Mark | undefined,
): Promise<Slice> {
  const open = [...search.hits.values()].includes(false);
  const filtered = open || used(query).some((filter) => !search.fulfils.has(filter));
  const { page, skip, wanted, before } = demand(query, size, filtered);
  const most = open && page === 1 ? Math.min(wanted, texts) : wanted;
  const cut = (places: Place[]): Slice => ({
    places: places.slice(skip, most),
    more: places.length > most,
    page,
    before,
  });
  if (inOneProject(query)) return cut(inOrder(search.tickets.map(numberPlace(search.called)), query, mark));
  const few = search.tickets.length <= examined || page > 1 || thePlan.sources.length > mostSources;
  if (few) return cut(inOrder((await cardsOf(search)).map(placeIn(query)), query, mark));
  return throughIndex(search, thePlan, query, mark, most);
}

/** A page that goes on from a mark, or the first: none is skipped. */
async function throughIndex(
  { hits, called, projects }: Search,
  thePlan: Plan,
  query: ListTickets,
  mark: Mark | undefined,
  most: number,
): Promise<Slice> {
  const all = await merged(thePlan.sources, query, mark, rows + 1);
  const seen = all.filter(({ project }) => projects.has(project));
  const looked = seen.slice(0, rows);
  const isHit = (place: Place) => hits.has(displayId(place));
  const last = looked.filter(isHit)[most - 1];
  const upTo = last ? looked.slice(0, looked.indexOf(last) + 1) : looked;
  return {
    places: upTo.filter(isHit).map(withCard(called)),
    more: seen.length > upTo.length,
    page: 1,
    before: 0,
    end: upTo.at(-1),
  };
}

const cardsOf = async ({ tickets, called }: Search): Promise<CardItem[]> => {
  const known = new Set(called.map(displayId));
  return [...called, ...(await readCards(tickets.filter((key) => !known.has(displayId(key)))))];
};

const withCard =
  (called: readonly CardItem[]) =>
  (place: Place): Place => ({ ...place, card: called.find((card) => displayId(card) === displayId(place)) });

/** Creation follows the number within a project: there the number alone tells the order. */
const numberPlace =
  (called: readonly CardItem[]) =>
  ({ project, number }: TicketKey): Place =>
    withCard(called)({ value: "", project, number, created: "" });

/** Where a card stands in an order: the same value as its index has (plan.ts). */
const placeIn =
  ({ ordering }: ListTickets) =>
  (card: CardItem): Place => {
    const { project, number, created } = card;
    return { value: valueIn(ordering, card), project, number, created, card };
  };

function valueIn(ordering: ListTickets["ordering"], card: CardItem): string {
  switch (ordering.replace(/^-/, "")) {
    case "updated_at":
      return unstamped(card.changed);
    case "name":
      return card.name_key.split("\0")[0] ?? "";
    case "due_date":
      return card.due.startsWith("~") && ordering.startsWith("-") ? "" : unstamped(card.due);
    case "priority_id":
      return String(card.priority_id);
    case "rank":
      return card.rank;
    default:
      return unstamped(card.created);
  }
}

/** Those behind the mark, in the order of reading. */
function inOrder(places: Place[], query: ListTickets, mark: Mark | undefined): Place[] {
  const sign = upwards(query, mark) ? 1 : -1;
  const sorted = places.sort((a, b) => compare(a, b) * sign);
  return mark ? sorted.filter((place) => compare(place, mark) * sign > 0) : sorted;
}

/** Of cards on a page, by their ids, those that the search finds indeed. */
export async function confirmed(search: Search, cards: readonly CardItem[], words: string): Promise<Set<string>> {
  const open = cards.filter((card) => search.hits.get(displayId(card)) === false);
  const proven = cards.filter((card) => search.hits.get(displayId(card)) === true).map(displayId);
  return (await havingAll(open, words)).union(new Set(proven));
}
