import { aligned, short } from "../report.ts";
import type { Load } from "./loads.ts";
import { owners } from "./profile.ts";
import type { Cpu } from "./warm.ts";

const least = (values: readonly number[]): number => Math.min(...values);

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

const kib = (bytes: number): string => (bytes / 1024).toFixed(0);

/** A row for each bundle, the yardsticks first. */
export function loadReport(loads: readonly Load[]): string {
  const usual = least(loads.find(({ name }) => name === "usual stack")?.cpu ?? []);
  const head = ["", "KiB", "gzip", "import ms", "median", "its CPU ms", "median", "of the usual"];
  const body = loads.map(({ name, bytes, zipped, ms, cpu }) => [
    name,
    ...[kib(bytes), kib(zipped)],
    ...[least(ms), median(ms), least(cpu), median(cpu)].map(short),
    (least(cpu) / usual).toFixed(2),
  ]);
  return `From import to a handler in a fresh process: the least, and the median\n${aligned([head, ...body])}\n\n`;
}

export function cpuReport(rows: readonly Cpu[]): string {
  const head = ["", "first", "warm", ...owners, "all but the SDK and Node"];
  const body = rows.map(({ name, first, warm, shares }) => [
    name,
    ...[first, warm, ...owners.map((owner) => warm * shares[owner])].map((ms) => ms.toFixed(2)),
    (warm * (shares.ours + shares.ElectroDB + shares["other packages"])).toFixed(2),
  ]);
  return `CPU of the function's thread for one request, in ms\n${aligned([head, ...body])}\n`;
}
