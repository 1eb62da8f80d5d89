import * as v from "valibot";
import { fromCursor, mustReach, pageUrl, scope, toCursor, type PageQuery } from "./cursor.ts";

/** What to read of a partition: ids within both bounds (inclusive), from one end, so many at most. */
export interface Span {
  readonly low: string;
  readonly high: string;
  readonly order: "asc" | "desc";
  readonly limit: number;
}

export interface Slice<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  readonly previous: string | null;
}

const Place = v.strictObject({ id: v.pipe(v.string(), v.regex(/^[0-9a-z]{26}$/)), back: v.boolean() });
type Place = v.InferOutput<typeof Place>;

/** Bytes of a page: 6 MB are what Lambda hands on, and its escaping may double what is quoted already. */
const mostBytes = 2 * 1024 * 1024;

/** All ids are of 0–9 and a–z; "!" sorts before and "~" after whatever goes on. */
function spanOf(place: Place | undefined, order: Span["order"], limit: number): Span {
  if (!place) return { low: "0", high: "~", order, limit };
  if (order === "asc") return { low: `${place.id}!`, high: "~", order, limit };
  const last = place.id.charCodeAt(place.id.length - 1);
  return { low: "0", high: `${place.id.slice(0, -1)}${String.fromCharCode(last - 1)}~`, order, limit };
}

/**
 * A page of a long list that the table itself holds in the order of ids (ULIDs), read by `read`. Ids never change,
 * so that whatever stood in the list when a walk began and isn't deleted meanwhile is met once. What is made
 * meanwhile may be missed: ids of several functions aren't in commit order, and one may come to stand before a page
 * that was read already.
 * @param order of the first page's items
 * @param weigh bytes of an item in the answer; a page ends early where it would get too large
 * @throws AppError `invalid` for a cursor of another query or a page beyond reach
 */
export async function pageById<T extends { readonly id: string }>(
  caller: string,
  path: string,
  query: PageQuery & object,
  order: Span["order"],
  read: (span: Span) => Promise<T[]>,
  weigh: (item: T) => number = () => 0,
): Promise<Slice<T>> {
  const size = query.page_size ?? 20;
  mustReach(query, size);
  const scopeId = scope(caller, path, query);
  const place = query.cursor ? fromCursor(scopeId, query.cursor, Place) : undefined;
  const back = place?.back ?? false;
  const skip = query.page ? (query.page - 1) * size : 0;
  const way = back === (order === "asc") ? "desc" : "asc";
  const found = (await read(spanOf(place, way, skip + size + 1))).slice(skip);
  const kept = fitting(found.slice(0, size), weigh);
  const more = found.length > kept.length;
  const link = (item: T | undefined, towards: boolean) =>
    item ? pageUrl(path, query, toCursor(scopeId, { id: item.id, back: towards })) : null;
  // All that stood before may have been deleted meanwhile: then what follows is the list from its start.
  if (back)
    return {
      items: kept.toReversed(),
      next: link(kept[0], false) ?? pageUrl(path, query),
      previous: more ? link(kept.at(-1), true) : null,
    };
  const begins = place === undefined && skip === 0;
  return { items: kept, next: more ? link(kept.at(-1), false) : null, previous: begins ? null : link(kept[0], true) };
}

/** As many as fit into an answer, one at least. */
function fitting<T>(items: readonly T[], weigh: (item: T) => number): T[] {
  let bytes = 0;
  return items.filter((item, i) => (bytes += weigh(item)) <= mostBytes || i === 0);
}
