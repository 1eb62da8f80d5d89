import type { Arrival, Trips } from "./arrival.ts";
import type { Frames } from "./drag.ts";

/** All that was measured of one size of board. */
export interface Row extends Arrival, Frames, Trips {
  readonly cards: number;
  readonly heapMB: number;
  readonly nodes: number;
}

interface Line {
  readonly of: keyof Row;
  readonly name: string;
  /** At the smallest size; the larger ones may be `FACTOR` worse. */
  readonly goal?: { readonly most: number } | { readonly least: number };
  readonly digits?: number;
}

const FACTOR = 1.5;

const lines: readonly Line[] = [
  { of: "firstCards", name: "first cards, ms", goal: { most: 1000 } },
  { of: "fps", name: "drag, frames per second", goal: { least: 50 } },
  { of: "worst", name: "drag, worst frame, ms", goal: { most: 60 } },
  { of: "trips", name: "round trips before the first card", goal: { most: 3 } },
  { of: "requests", name: "requests before the first card" },
  { of: "busy", name: "main thread until then, CPU ms" },
  { of: "script", name: "  of it scripts" },
  { of: "layout", name: "  of it styles and layout" },
  { of: "layouts", name: "drag, layouts" },
  { of: "restyles", name: "drag, style recalculations" },
  { of: "nodes", name: "DOM elements" },
  { of: "heapMB", name: "heap, MB", digits: 1 },
];

const goalOf = ({ goal }: Line): string =>
  goal === undefined ? "" : "most" in goal ? `≤ ${goal.most}` : `≥ ${goal.least}`;

/** The figures of all sizes beside the goals, and how the largest compares with the smallest. */
export function table(rows: readonly Row[]): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return "";
  const sizes = rows.map(({ cards }) => `${cards} cards`);
  const ratio = rows.length > 1 ? [`ratio (goal ≤ ${FACTOR})`] : [];
  const body = lines.map((line) => {
    const values = rows.map((row) => row[line.of].toFixed(line.digits ?? 0));
    const worse = line.goal && "least" in line.goal ? first[line.of] / last[line.of] : last[line.of] / first[line.of];
    return [line.name, goalOf(line), ...values, ...(ratio.length > 0 ? [worse.toFixed(2)] : [])];
  });
  const all = [["", "goal", ...sizes, ...ratio], ...body];
  const widths = all[0]?.map((_, i) => Math.max(...all.map((cells) => cells[i]?.length ?? 0))) ?? [];
  const padded = all.map((cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))),
  );
  return `${padded.map((cells) => cells.join("  ").trimEnd()).join("\n")}\n`;
}
