import type { Figures } from "./clients.ts";

/** p50 in ms of one client at 10,000 tickets, on another machine with two cores: compare ratios, not times. */
const peers: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  create: { Django: 24.7, Planka: 90, Kanboard: 14.3, Redmine: 40 },
  get: { Django: 35.5, Planka: 16.4, Kanboard: 2.0, Redmine: 28 },
  move: { Django: 42, Planka: 96, Kanboard: 104, Redmine: 36 },
  list: { Django: 110, Planka: 22, Kanboard: 15.8, Redmine: 124 },
  filter: { Django: 108, Planka: 26, Kanboard: 9.5, Redmine: 119 },
  search: { Django: 163, Planka: 26, Kanboard: 4.8, Redmine: 61 },
  board: { Django: 128, Planka: 999, Kanboard: 1509 },
  comment: { Django: 11.7, Planka: 17, Kanboard: 3.7, Redmine: 37 },
};
const names = ["Django", "Planka", "Kanboard", "Redmine"] as const;

export const short = (n: number | undefined): string =>
  n === undefined || Number.isNaN(n) ? "–" : n >= 100 ? n.toFixed(0) : n.toFixed(1);

/** Columns as wide as their widest cell; the first to the left. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((cells) => cells[i]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  ");
  return rows.map((cells) => line(cells).trimEnd()).join("\n");
}

export function report(rows: readonly Figures[], tickets: number): string {
  const head = ["", "p50 ms", "p99", "req/s", "10: p50", "p99", "req/s", "errors", "CPU ms", "trips", "calls", "R"];
  const body = rows.map(({ name, one, ten, cpu, trips, calls, reads }) => [
    name,
    ...[one.p50, one.p99, one.perSecond, ten.p50, ten.p99, ten.perSecond].map(short),
    `${one.errors + ten.errors}`,
    ...[short(cpu), `${trips}`, `${calls}`, `${reads}`],
  ]);
  const others = rows.map(({ name, one }) => [
    name,
    short(one.p50),
    ...names.map((peer) => short(peers[name]?.[peer])),
  ]);
  return [
    `${tickets} tickets; the function's own CPU, and what one request costs at the table`,
    aligned([head, ...body]),
    "",
    "p50 with one client beside that of others, in ms, each on its own machine",
    aligned([["", "Tessera", ...names], ...others]),
    "",
  ].join("\n");
}
