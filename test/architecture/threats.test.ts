import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { sources } from "./sources.ts";
import { root } from "./templates.ts";

const page = readFileSync(path.join(root, "docs/threats.md"), "utf8");

/** Each threat with the tests that show it: file and sentence. */
const threats = [...page.matchAll(/^\| ([STRIDE]) \| ([^|]+) \| [^|]+ \| ([^|]+) \|$/gm)].map(
  ([, letter = "", threat = "", tests = ""]) => ({
    letter,
    threat,
    tests: tests.split("<br>").map((test) => /^`([\w./-]+)` (.+)$/.exec(test)?.slice(1) ?? [test, ""]),
  }),
);
const named = threats.flatMap(({ tests }) => tests.map(([file = "", sentence = ""]) => ({ file, sentence })));

it("names for every threat a test that is there", () => {
  const texts = new Map(
    [...sources("test"), ...sources("packages"), ...sources("functions"), ...sources("web/src")].map((one) => [
      one.file,
      one.text,
    ]),
  );
  const missing = named.filter(({ file, sentence }) => !texts.get(file)?.includes(`"${sentence}"`));

  expect(new Set(threats.map(({ letter }) => letter))).toEqual(new Set("STRIDE"));
  expect(threats.length).toBeGreaterThan(50);
  expect(threats.length).toBe([...page.matchAll(/^\| [A-Z] \|/gm)].length);
  expect(missing).toEqual([]);
});

it("leaves out no test that was written as an attack", () => {
  const attacks = sources("test/api").filter(({ file }) => file.includes("/attack-"));
  const sentences = attacks.flatMap(({ file, text }) =>
    [...text.matchAll(/\bit(?:\.each\([^]*?\))?\(\s*"([^"]+)"/g)].map(([, sentence]) => `${file}: ${sentence}`),
  );

  expect(sentences.length).toBeGreaterThan(20);
  expect(sentences.filter((one) => !named.some(({ file, sentence }) => one === `${file}: ${sentence}`))).toEqual([
    // No threat by itself: that a formula stays the text that it is.
    "test/api/attack-requests.test.ts: keeps a formula from being written and read as the text that it is",
  ]);
});
