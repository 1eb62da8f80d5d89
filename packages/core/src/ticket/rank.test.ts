import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankAtEnd, rankBetween } from "./rank.ts";

const inBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe("A rank", () => {
  it("stands strictly between its neighbours wherever cards are put", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 200 }), (places) => {
        const ranks: string[] = [];
        for (const place of places) {
          const at = place % (ranks.length + 1);
          ranks.splice(at, 0, rankBetween(ranks[at - 1] ?? null, ranks[at] ?? null));
        }
        expect(ranks).toEqual([...new Set(ranks)].sort());
      }),
      { seed: 7 },
    );
  });

  it("has the same order by code units, by bytes as DynamoDB compares, and after folding its case", () => {
    let last: string | null = null;
    const ranks = Array.from({ length: 200 }, () => (last = rankBetween(last, null)));
    let first: string | null = ranks[0] ?? null;
    for (let i = 0; i < 200; i++) ranks.unshift((first = rankBetween(null, first)));

    expect(ranks.toSorted(inBytes)).toEqual(ranks);
    expect(ranks.map((r) => r.toLowerCase())).toEqual(ranks);
  });

  it("is at the end of a column by the time, without a look at who stands there", () => {
    const at = Date.UTC(2026, 10, 22);
    const [first, second, far] = [rankAtEnd(at), rankAtEnd(at + 1), rankAtEnd(Date.UTC(2058, 0))];

    expect([far, second, first].toSorted()).toEqual([first, second, far]);
    expect(rankBetween(first, second) > first && rankBetween(first, second) < second).toBe(true);
    expect(rankBetween(null, first) < first).toBe(true);
    expect(rankBetween(far, null) > far).toBe(true); // written by a clock that is ahead
    expect(rankBetween("i5x0mg3k2x1a4xyz", null) > "i5x0mg3k2x1a4xyz").toBe(true);
  });

  it("never ties, though two choose the same gap at once", () => {
    const same = Array.from({ length: 500 }, () => rankBetween("i0", "i1"));

    expect(new Set(same).size).toBeGreaterThan(495);
  });

  it("stays below 200 characters when one gap is halved 500 times, and short at both ends", () => {
    let [low, high, first, last] = ["i0abcd", "i1abcd", "i0abcd", "i0abcd"];
    for (let i = 0; i < 500; i++) {
      if (i % 2) low = rankBetween(low, high);
      else high = rankBetween(low, high);
      first = rankBetween(null, first);
      last = rankBetween(last, null);
    }

    expect(Math.max(low.length, high.length)).toBeLessThan(200);
    expect(first.length).toBeLessThan(12);
    expect(last.length).toBeLessThan(24);
  });
});
