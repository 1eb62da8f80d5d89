import { compare, placesOf, type Place, type Source } from "./sources.ts";
import type { ListTickets } from "./ticket.schema.ts";
import { used } from "./filter.ts";
import type { Plan } from "./plan.ts";

/** So many rows are looked at for one page when filters remain that no index fulfils; then the page is short. */
export const examined = 250;
/** As many for a page by its number, which is found by counting matches from the start. */
const reach = 1000;

/** Where a page begins, and which way it is read. */
export interface Mark extends Place {
  readonly back: boolean;
}

/** Places that may come onto a page. */
export interface Slice {
  /** In the order of reading. */
  readonly places: readonly Place[];
  readonly more: boolean;
  readonly page: number;
  /** Matches that stand before the page among these places: filters decide which they are. */
  readonly before: number;
  /** How far was looked, where that is further than the last place. */
  readonly end?: Place | undefined;
}

/** Whether the list's values are read upwards. */
export const upwards = (query: ListTickets, mark: Mark | undefined): boolean =>
  query.ordering.startsWith("-") === (mark?.back ?? false);

/** How many places a page takes: filters that nothing fulfils may refuse some. */
export function demand(query: ListTickets, size: number, filtered: boolean) {
  const page = query.page ?? 1;
  const skip = filtered ? 0 : (page - 1) * size;
  return {
    page,
    skip,
    wanted: filtered ? (page > 1 ? reach : examined) : size + skip,
    before: filtered ? (page - 1) * size : 0,
  };
}

/** The next places of several sources behind the mark, merged. */
export async function merged(
  sources: readonly Source[],
  query: ListTickets,
  mark: Mark | undefined,
  limit: number,
): Promise<Place[]> {
  const up = upwards(query, mark);
  const behind = mark && { value: mark.value, project: mark.project, number: mark.number, created: mark.created };
  const found = await Promise.all(sources.map((s) => placesOf(s, behind, up, limit)));
  return found.flat().sort((a, b) => compare(a, b) * (up ? 1 : -1));
}

/** The next places behind the mark: enough for a page, one more, and what is skipped. */
export async function readSlice(
  thePlan: Plan,
  query: ListTickets,
  size: number,
  mark: Mark | undefined,
): Promise<Slice> {
  const filtered = used(query).some((f) => !thePlan.fulfils.has(f));
  const { page, skip, wanted, before } = demand(query, size, filtered);
  const places = await merged(thePlan.sources, query, mark, wanted + 1);
  return { places: places.slice(skip, wanted), more: places.length > wanted, page, before };
}
