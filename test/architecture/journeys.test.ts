import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { root } from "./templates.ts";

const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

/** File and sentence of each journey that docs/journeys.md names. */
const journeys = [...read("docs/journeys.md").matchAll(/^\|[^|]+\| `([\w.-]+)` \| ([^|]+) \|$/gm)].map(
  ([, file = "", sentence = ""]) => ({ file, sentence }),
);

it("walks at least ten journeys, each by the test that the page names", () => {
  const missing = journeys.filter(({ file, sentence }) => !read(`test/e2e/${file}`).includes(`it("${sentence}"`));

  expect(journeys.length).toBeGreaterThanOrEqual(10);
  expect(missing).toEqual([]);
});
