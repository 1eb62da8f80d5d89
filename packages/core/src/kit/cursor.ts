import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import * as v from "valibot";
import { invalid } from "./error.ts";

/** What a cursor is bound to: who asked, and for what (without `cursor`, `page` and `page_size`). */
export const scope = (caller: string, path: string, query: object): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        caller,
        path,
        Object.entries(query)
          .filter(([k, x]) => x !== undefined && !/^(cursor|page|page_size)$/.test(k))
          .sort(),
      ]),
    )
    .digest("base64url")
    .slice(0, 16);

/**
 * Signed with the scope itself: not a secret, since all that a forged cursor could name is a place in a list that
 * the caller may read anyway; it turns a typo or another query's cursor into a clear 400.
 */
const seal = (scopeId: string, body: string): string =>
  createHmac("sha256", scopeId).update(body).digest().subarray(0, 9).toString("base64url");

/** Text of a mark, which bounds a key of some index: those hold 1,024 bytes, ours are of 1,000 at most. */
export const markText = v.pipe(v.string(), v.maxBytes(1000));

export function toCursor(scopeId: string, mark: unknown): string {
  const body = Buffer.from(JSON.stringify(mark)).toString("base64url");
  return `${body}.${seal(scopeId, body)}`;
}

/** @throws AppError `invalid` for a cursor of another query or caller, or one that isn't ours. */
export function fromCursor<S extends v.GenericSchema>(scopeId: string, cursor: string, shape: S): v.InferOutput<S> {
  const bad = () => invalid("cursor", "invalid", "This cursor belongs to another query, or is not one of ours.");
  const [body = ""] = cursor.split(".");
  // As text: base64 that differs in its last, unused bits decodes to the same bytes.
  const given = Buffer.from(cursor);
  const right = Buffer.from(`${body}.${seal(scopeId, body)}`);
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw bad();
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), Buffer.from(body, "base64url").toString());
  if (!result.success) throw bad();
  return result.output;
}

export interface PageQuery {
  readonly page_size?: number | undefined;
  readonly cursor?: string | undefined;
  readonly page?: number | undefined;
}

export interface Page<T> {
  count: number | null;
  next: string | null;
  previous: string | null;
  results: T[];
}

/** What an item of a small list is known by: its place in the order, and itself. */
export type Named = readonly [order: string, id: string];
const Mark = v.strictObject({ order: markText, id: markText, back: v.boolean() });

/**
 * Pages of a list that is small and wholly read anyway (a project's members, a person's projects), in ascending
 * `order`. A cursor names the item where a page ended, so that the others neither repeat nor get lost when items
 * before it come or go; should the item itself be gone, its order tells where it stood.
 * @throws AppError as `fromCursor`.
 */
export function pageOf<T>(
  caller: string,
  path: string,
  query: PageQuery & object,
  all: readonly T[],
  named: (item: T) => Named,
): Page<T> {
  const size = query.page_size ?? 20;
  const scopeId = scope(caller, path, query);
  mustReach(query, size);
  const mark = query.cursor ? fromCursor(scopeId, query.cursor, Mark) : undefined;
  const [start, end] = mark
    ? bounds(all, named, mark, size)
    : [((query.page ?? 1) - 1) * size, (query.page ?? 1) * size];
  const link = (item: T | undefined, back: boolean) => {
    if (item === undefined) return null;
    const [order, id] = named(item);
    return pageUrl(path, query, toCursor(scopeId, { order, id, back }));
  };
  return {
    count: all.length,
    next: end < all.length ? link(all[end - 1], false) : null,
    previous: start > 0 ? link(all[Math.min(start, all.length)] ?? all.at(-1), true) : null,
    results: all.slice(start, end),
  };
}

function bounds<T>(
  all: readonly T[],
  named: (item: T) => Named,
  mark: v.InferOutput<typeof Mark>,
  size: number,
): [number, number] {
  const at = all.findIndex((item) => named(item)[1] === mark.id);
  const stood = all.findIndex((item) => named(item)[0] >= mark.order);
  const place = at >= 0 ? at : stood >= 0 ? stood : all.length;
  if (mark.back) return [Math.max(0, place - size), place];
  const start = at >= 0 ? at + 1 : place;
  return [start, start + size];
}

/** `page=N` works for the first 1,000 results. @throws AppError `invalid` beyond. */
export function mustReach({ page, cursor }: PageQuery, size: number): void {
  if (cursor && page) throw invalid("page", "conflict", "Use either page or cursor.");
  if (page !== undefined && (page - 1) * size >= 1000)
    throw invalid("page", "out_of_range", "Pages reach the first 1,000 results; go on by the cursor in `next`.");
}

/** A relative link to another page of the same query, without a cursor to the first. */
export function pageUrl(path: string, query: object, cursor?: string): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || key === "cursor" || key === "page") continue;
    if (key === "tags" && Array.isArray(value)) for (const tag of value) params.append(key, String(tag));
    else params.set(key, Array.isArray(value) ? value.join(",") : String(value));
  }
  if (cursor !== undefined) params.set("cursor", cursor);
  return `${path}?${params.toString()}`;
}
