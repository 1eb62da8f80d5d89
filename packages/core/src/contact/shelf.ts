import { highest, lowest, queryRows } from "../table/rows.ts";
import { placeOf, type Place } from "./key.ts";

/** One partition of an index that has contacts by name. */
export interface Shelf {
  readonly params: Record<string, unknown>;
  /** The index's sort key. */
  readonly field: "gsi2sk" | "gsi14sk" | "gsi15sk";
}

/** So many rows are looked at for one page, and so many for one by its number; then the page is short. */
const examined = { cursor: 1000, page: 3000 } as const;
/** So many rows at a time are looked through for what a search finds. */
const step = 250;
/** So many rows are counted; beyond, nobody waits for the number. */
const counted = 2000;

const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

export interface Wish {
  /** Behind this place, in the direction of reading. */
  readonly from: string | undefined;
  readonly forward: boolean;
  readonly wanted: number;
  /** Whether most rows will be left out. */
  readonly searching: boolean;
  readonly byNumber: boolean;
  readonly keep: (place: Place) => boolean;
}

export interface Found {
  /** Each contact once, however many shelves or tags it is on; in the order of reading. */
  readonly places: Place[];
  /** Where to go on; undefined when nothing is left. */
  readonly end: string | undefined;
}

/** The next contacts on all shelves, merged by name. */
export async function browse(shelves: readonly Shelf[], wish: Wish): Promise<Found> {
  const places: Place[] = [];
  let from = wish.from;
  for (let seen = 0; ;) {
    const { rows, more } = await nextRows(shelves, from, wish.forward, wish.searching ? step : wish.wanted + 1);
    for (const row of rows) {
      const known = places.at(-1);
      if (known?.contact !== row.contact && wish.keep(row)) {
        if (places.length === wish.wanted) return { places, end: known?.at };
        places.push(row);
      }
      from = row.at;
    }
    seen += rows.length;
    if (!more) return { places, end: undefined };
    if (seen >= (wish.byNumber ? examined.page : examined.cursor)) return { places, end: from };
  }
}

/** Rows of one contact stay together, so that going on behind it misses none. */
async function nextRows(shelves: readonly Shelf[], from: string | undefined, forward: boolean, limit: number) {
  const all = (await Promise.all(shelves.map((shelf) => readShelf(shelf, from, forward, limit + 1)))).flat();
  const rows = all.sort((a, b) => bytes(a.at, b.at) * (forward ? 1 : -1));
  const last = rows[limit - 1]?.at;
  const end = last === undefined ? rows.length : rows.findLastIndex((row) => row.at === last) + 1;
  return { rows: rows.slice(0, end), more: rows.length > end };
}

async function readShelf({ params, field }: Shelf, from: string | undefined, forward: boolean, limit?: number) {
  // A key goes on behind its place: all keys of a place lie between the place itself and this.
  const [low, high] = forward ? [from && `${from}\0\u{10ffff}`, highest] : [lowest, from];
  const between = { field, low: low ?? lowest, high: high ?? highest };
  const rows = await queryRows(params, { forward, between, ...(limit !== undefined && { limit }) });
  return rows.map((row) => placeOf(row, field));
}

/** How many contacts are on these shelves; null when there are very many. */
export async function countOn(shelves: readonly Shelf[], keep: Wish["keep"]): Promise<number | null> {
  const most = Math.floor(counted / shelves.length);
  const all = await Promise.all(shelves.map((shelf) => readShelf(shelf, undefined, true, most)));
  if (all.some((rows) => rows.length >= most)) return null;
  return new Set(
    all
      .flat()
      .filter(keep)
      .map((row) => row.contact),
  ).size;
}
