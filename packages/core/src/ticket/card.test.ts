import { describe, expect, it } from "vitest";
import { dueKey, dueOf, followers, nameKey, stamped, unstamped, withFollower } from "./card.ts";

const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe("A name's sort key", () => {
  it("folds case, and puts a name before those that go on from it", () => {
    const names = ["alpha", "Alpha beta", "alpha-beta", "Zulu", "ähre", "Жук", "漢字", "😀"];
    const keys = names.map((n) => nameKey(n, 1));

    expect(keys.toSorted(bytes)).toEqual(keys);
  });

  it("orders equal names by number", () => {
    expect(bytes(nameKey("Same", 9), nameKey("same", 10))).toBeLessThan(0);
  });

  it("fits an index key though the name has 500 four-byte characters", () => {
    expect(Buffer.byteLength(nameKey("😀".repeat(500), 1))).toBeLessThanOrEqual(1024);
  });
});

describe("A due date's sort key", () => {
  it("puts tickets without a date behind all others", () => {
    expect(dueKey("9999-12-31", 1) < dueKey(null, 1)).toBe(true);
    expect(dueOf(dueKey(null, 1))).toBeNull();
    expect(dueOf(dueKey("2026-11-22", 7))).toBe("2026-11-22");
  });
});

describe("A stamp", () => {
  it("orders tickets of one millisecond by number and gives its instant back", () => {
    const at = "2026-11-22T10:00:00.000Z";

    expect(stamped(at, 9) < stamped(at, 10)).toBe(true);
    expect(unstamped(stamped(at, 9))).toBe(at);
  });
});

describe("Followers", () => {
  it("are added once, removed, and counted", () => {
    const ana = "a1b2c3d4-0000-4000-8000-000000000000";
    const ben = "b1b2c3d4-0000-4000-8000-000000000000";
    const both = withFollower(withFollower(withFollower("", ana, true), ben, true), ana, true);

    expect(followers(both)).toHaveLength(2);
    expect(withFollower(both, ana, false)).toBe(withFollower("", ben, true));
  });
});
