import { describe, expect, it } from "vitest";
import { aCard } from "#lib/state/fixtures.ts";
import { everything, isActive, passes, readFilter, writeFilter } from "./filter.ts";

const read = (search: string) => readFilter(new URLSearchParams(search));

describe("a filter in the address", () => {
  it("survives being written and read, and leaves other parameters alone", () => {
    const filter = { mine: true, unassigned: true, types: ["bug"], priorities: [4, 3], text: "a & b" } as const;
    const params = writeFilter(filter, new URLSearchParams("x=1"));

    expect(params.get("x")).toBe("1");
    expect(readFilter(params)).toEqual(filter);
    expect(writeFilter(everything, params).toString()).toBe("x=1");
  });

  it("ignores words that mean nothing", () => {
    expect(read("?who=you&type=wish,&priority=9,urgent&q=")).toEqual(everything);
    expect(isActive(read("?x=1"))).toBe(false);
    expect(isActive(read("?q=a"))).toBe(true);
  });
});

describe("passes", () => {
  const bug = aCard(7, { type: "bug", priority_id: 4, name: "Login is slow", assignee_ids: ["u1"] });
  it.each([
    ["", true],
    ["who=me", true],
    ["who=nobody", false],
    ["who=me,nobody", true],
    ["type=bug,epic", true],
    ["type=story", false],
    ["priority=3", false],
    ["priority=3,4&type=bug&who=me", true],
    ["q=SLOW login", true],
    ["q=demo-7", true],
    ["q=fast", false],
  ])("asked %j is %j", (search, shown) => {
    expect(passes(bug, read(search), "u1")).toBe(shown);
  });

  it("takes nobody's ticket for nobody's, also when one isn't known yet", () => {
    expect(passes(aCard(1), read("who=me"), undefined)).toBe(false);
    expect(passes(aCard(1), read("who=nobody"), undefined)).toBe(true);
  });
});
