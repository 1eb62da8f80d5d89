import { describe, expect, it } from "vitest";
import { mentionAt, suggested } from "./mention.ts";

const person = (username: string, first: string | null = null, last: string | null = null) => ({
  username,
  first_name: first,
  last_name: last,
});

describe("a mention", () => {
  it.each([
    ["@", { from: 0, typed: "" }],
    ["Hello @ad", { from: 6, typed: "ad" }],
    ["line\n@a.b-c", { from: 5, typed: "a.b-c" }],
    ["(@x", { from: 1, typed: "x" }],
    ["ada@example", null],
    ["@ada ", null],
    ["no", null],
  ])("in %j is %j", (text, found) => {
    expect(mentionAt(text, text.length)).toEqual(found);
  });

  it("ends where the caret is", () => {
    expect(mentionAt("@adalovelace", 3)).toEqual({ from: 0, typed: "ad" });
  });
});

describe("the members that are suggested", () => {
  const people = [person("ada", "Ada", "Byron"), person("b.smith"), person("carl", "Carl", "von Linné")];
  const names = (typed: string) => suggested(people, typed).map(({ username }) => username);

  it("are those of whom any name begins so", () => {
    expect([names("AD"), names("by"), names("smi"), names("lin"), names("x")]).toEqual([
      ["ada"],
      ["ada"],
      ["b.smith"],
      ["carl"],
      [],
    ]);
  });

  it("are six at most", () => {
    expect(
      suggested(
        Array.from({ length: 20 }, (_, i) => person(`ada${i}`)),
        "ada",
      ),
    ).toHaveLength(6);
  });
});
