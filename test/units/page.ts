import { readFileSync } from "node:fs";
import path from "node:path";
import { measure, type Measured } from "./measure.ts";
import type { World, Size } from "./fixture.ts";
import type { Goal, Pattern } from "./pattern.ts";
import { sections } from "./patterns.ts";

/** docs/access-patterns.md: written by `npm run patterns`, and held against the code by `patterns.test.ts`. */
export const file = path.join(import.meta.dirname, "../../docs/access-patterns.md");

/** A pattern with its figures. */
export interface Row {
  readonly pattern: Pattern;
  readonly cost: Measured;
}

export async function measureAll(worlds: Readonly<Record<Size, World>>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { patterns } of sections)
    for (const pattern of patterns) rows.push({ pattern, cost: await measure(pattern, worlds) });
  return rows;
}

const figure = (small: number, large: number): string => (small === large ? `${small}` : `${small} → ${large}`);

const goalOf = ({ trips, reads, writes }: Goal): string =>
  [`${trips}`, ...(reads === undefined ? [] : [`${reads} R`]), ...(writes === undefined ? [] : [`${writes} W`])].join(
    ", ",
  );

/** One line of the page. */
export function lineOf({ pattern, cost: { 100: small, 1000: large } }: Row): string {
  const cells = [
    pattern.name,
    large.indexes.join(", ") || "–",
    figure(small.trips, large.trips),
    figure(small.reads, large.reads),
    figure(small.writes, large.writes),
    goalOf(pattern.goal),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** What is written by hand: the text around the tables. */
const prose = (): string => readFileSync(path.join(import.meta.dirname, "page.md"), "utf8");

export function page(rows: readonly Row[]): string {
  const tables = sections.map(({ title, patterns }) =>
    [
      `## ${title}`,
      "",
      "| pattern | read by | trips | read units | write units | goal: trips, units |",
      "|---|---|---|---|---|---|",
      ...rows.filter(({ pattern }) => patterns.includes(pattern)).map(lineOf),
    ].join("\n"),
  );
  return prose().replace("{{tables}}", tables.join("\n\n"));
}

/** The figures of a line as numbers; without them, what it says. */
const taken = (line: string) => ({
  words: line.replace(/\d+(\.\d+)?( → \d+(\.\d+)?)?/g, "#"),
  figures: [...line.matchAll(/\d+(?:\.\d+)?/g)].map(Number),
});

/**
 * Whether two lines say the same: a sum of many items may cross the next half unit by the length of an id, so the
 * figures may differ by one unit or a twentieth.
 */
export function alike(a: string, b: string): boolean {
  const [one, other] = [taken(a), taken(b)];
  const close = (x: number, y: number): boolean => Math.abs(x - y) <= Math.max(1, x / 20);
  if (one.words !== other.words) return false;
  const [few = [], many = []] = [one.figures, other.figures].toSorted((x, y) => x.length - y.length);
  return few.length !== many.length || few.every((x, i) => close(x, many[i] ?? x));
}
