import { checkSync } from "recheck";
import { describe, expect, it } from "vitest";
import { markupOf, patterns, type Pattern } from "./regexps.ts";
import { sources } from "./sources.ts";

process.env["RECHECK_SYNC_BACKEND"] = "pure"; // neither its Java nor its native program is installed

const deployed = ["functions", "packages/core/src", "infra/edge", "web/src"];

/** What a text could do to a pattern: nothing, or a match whose time grows faster than the text. */
function verdict({ source, flags }: Pick<Pattern, "source" | "flags">): string {
  const found = checkSync(source, flags, { timeout: 120_000 });
  if (found.status !== "vulnerable") return found.status;
  // What was guessed, and not derived, is tried: the guess counts steps of an engine that isn't V8, and goes by time.
  if (found.checker === "fuzz" && !isSlow(new RegExp(source, flags), found.attack.string)) return "safe";
  return `vulnerable: ${found.complexity.summary}`;
}

/** Whether this text, of some ten thousand letters, takes longer than anything linear would. */
function isSlow(pattern: RegExp, text: string): boolean {
  const start = performance.now();
  pattern.test(text);
  return performance.now() - start > 200;
}

describe("A regular expression", () => {
  it("takes time in proportion to its text, whatever that is, in all that is deployed", { timeout: 600_000 }, () => {
    const all = patterns(deployed);
    const faults = all.map((one) => [one.file, one.source, verdict(one)]).filter(([, , found]) => found !== "safe");

    expect(all.length).toBeGreaterThan(70);
    expect(faults).toEqual([]);
  });

  it("would be found if it didn't", { timeout: 120_000 }, () => {
    expect(verdict({ source: "^(a+)+$", flags: "" })).toMatch(/^vulnerable: exponential/);
    expect(verdict({ source: "x+$", flags: "" })).toMatch(/^vulnerable: 2nd degree/);
  });

  it("stands in no component's markup, where it isn't looked for", () => {
    const components = sources("web/src", /\.svelte$/);

    expect(components.length).toBeGreaterThan(50);
    expect(components.filter((one) => /\(\s*\/[^/*\s]|RegExp/.test(markupOf(one))).map(({ file }) => file)).toEqual([]);
  });
});
