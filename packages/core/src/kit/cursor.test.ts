import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { fromCursor, pageOf, scope, toCursor, type Named } from "./cursor.ts";
import { AppError } from "./error.ts";

const Place = v.strictObject({ at: v.number() });
const all = Array.from({ length: 45 }, (_, i) => i);
const named = (n: number): Named => [String(n).padStart(3, "0"), `id-${n}`];

const cursorOf = (url: string | null): string => new URL(url ?? "", "http://x").searchParams.get("cursor") ?? "";

describe("A cursor", () => {
  it("gives back what was put in, for the same caller and query", () => {
    const id = scope("ana", "/x/", { project: "DEMO", cursor: "old", page_size: 5 });

    expect(fromCursor(scope("ana", "/x/", { project: "DEMO" }), toCursor(id, { at: 3 }), Place)).toEqual({ at: 3 });
  });

  it.each([
    ["another caller", scope("ben", "/x/", {})],
    ["another query", scope("ana", "/x/", { status: "new" })],
    ["another list", scope("ana", "/y/", {})],
  ])("is refused for %s", (_, other) => {
    expect(() => fromCursor(other, toCursor(scope("ana", "/x/", {}), { at: 3 }), Place)).toThrow(AppError);
  });

  it.each(["", "x", "a.b", "..", "e30.AAAAAAAAAAAA"])("is refused when it is %j", (cursor) => {
    expect(() => fromCursor(scope("ana", "/x/", {}), cursor, Place)).toThrow(AppError);
  });
});

describe("A page of a small list", () => {
  it("leads to every item exactly once and back again", () => {
    const seen: number[] = [];
    let query: { page_size: number; cursor?: string } = { page_size: 20 };
    let page = pageOf("ana", "/x/", query, all, named);
    for (seen.push(...page.results); page.next; seen.push(...page.results)) {
      query = { page_size: 20, cursor: cursorOf(page.next) };
      page = pageOf("ana", "/x/", query, all, named);
    }

    expect(seen).toEqual(all);
    expect(pageOf("ana", "/x/", { page_size: 20, cursor: cursorOf(page.previous) }, all, named).results[0]).toBe(20);
  });

  it.each([
    ["an item that was shown", 3],
    ["the item where the page ended", 19],
  ])("loses and repeats none when %s goes", (_, gone) => {
    const next = cursorOf(pageOf("ana", "/x/", {}, all, named).next);
    const rest = all.filter((n) => n !== gone);

    expect(pageOf("ana", "/x/", { cursor: next }, rest, named).results[0]).toBe(20);
  });

  it("is empty beyond the end and refused beyond 1,000", () => {
    expect(pageOf("ana", "/x/", { page: 9 }, all, named).results).toEqual([]);
    expect(() => pageOf("ana", "/x/", { page: 51 }, all, named)).toThrow(/cursor/);
  });
});
