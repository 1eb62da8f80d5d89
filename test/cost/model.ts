import type { App } from "./app.ts";
import type { Measured } from "./measure.ts";
import { prices, type Meter } from "./prices.ts";
import {
  checksPerDay,
  fileBytes,
  mailsPerMonth,
  months,
  picturesPerDay,
  profile,
  releasesPerMonth,
  workingDays,
} from "./profile.ts";

/** Amounts in the meters' own units. */
export type Bill = Partial<Readonly<Record<Meter, number>>>;

/** What was measured; docs/cost.md is worked out from it. */
export interface Figures {
  readonly app: App;
  /** Bytes that a function writes to its log in one run. */
  readonly logLine: number;
  readonly operations: readonly Measured[];
}

/** What isn't measured here: each is told on the page. */
export const assumed = {
  /** Milliseconds that a function waits for one round trip to DynamoDB ("single-digit", says AWS). */
  wait: 5,
  /** Share of runs that have to load the function first (AWS: under 1 %), and milliseconds of its CPU (docs/bench.md). */
  cold: { share: 0.01, cpu: 125 },
  /** Memory in MB: of what answers requests, and of what follows (infra/stacks). */
  memory: { asked: 1024, after: 512 },
  /** MB of memory that bring one CPU (Lambda's Developer Guide, "Configure function memory"). */
  cpuAt: 1769,
  /** Bytes of START, END and REPORT of one run, and of the gateway's line; each line has 26 more (PutLogEvents). */
  platformLog: 3 * 26 + 290,
  accessLog: 26 + 420,
} as const;

const giga = 1024 ** 3;

const add = (bills: readonly Bill[]): Bill =>
  bills.reduce<Record<string, number>>((sum, bill) => {
    for (const [meter, amount] of Object.entries(bill)) sum[meter] = (sum[meter] ?? 0) + amount;
    return sum;
  }, {});

const times = (bill: Bill, factor: number): Bill =>
  Object.fromEntries(Object.entries(bill).map(([meter, amount]) => [meter, amount * factor]));

/** Lambda bills memory for as long as it is held: while it computes, which takes longer with less of it, and while it waits. */
export function gbSeconds(kind: "asked" | "after", { cpu, runs, trips }: Measured["asked"]): number {
  const { wait, cold, memory, cpuAt } = assumed;
  const ms = ((cpu + runs * cold.share * cold.cpu) * cpuAt) / memory[kind] + trips * wait;
  return ((ms / 1000) * memory[kind]) / 1024;
}

/** What doing something once takes of everything that is billed. */
export function billOf(one: Measured, logLine: number): Bill {
  const runs = one.asked.runs + one.after.runs;
  return {
    "edge requests": one.requests,
    "edge functions": one.requests,
    "edge GB": one.bytes / giga,
    "gateway requests": one.requests,
    "function runs": runs,
    "function GB-seconds": gbSeconds("asked", one.asked) + gbSeconds("after", one.after),
    "write units": one.writes,
    "read units": one.reads,
    "log GB": (runs * (logLine + 26 + assumed.platformLog) + one.requests * assumed.accessLog) / giga,
  };
}

/** A month of one active person, in the month in which `months` of everybody's work are kept. */
export function personsMonth({ app, logLine, operations }: Figures): Bill {
  const day = profile.map(({ name, perDay }) => {
    const one = operations.find((measured) => measured.name === name);
    if (!one) throw new Error(`${name} isn't measured: run \`npm run cost\``);
    return {
      bill: times(billOf(one, logLine), perDay),
      kept: one.kept * perDay,
      files: /^attach/.test(name) ? perDay : 0,
    };
  });
  const kept = (day.reduce((sum, one) => sum + one.kept, 0) * workingDays * months) / giga;
  const files = day.reduce((sum, one) => sum + one.files, 0) * workingDays;
  const worked = times(add(day.map(({ bill }) => bill)), workingDays);
  return add([
    worked,
    {
      "log GB-months": worked["log GB"] ?? 0,
      "table GB-months": kept,
      "backup GB-months": kept,
      "file puts": files,
      "file gets": picturesPerDay * workingDays,
      "file GB out": (picturesPerDay * workingDays * fileBytes) / giga,
      "file GB-months": (files * months * fileBytes) / giga,
      "edge requests": app.files * releasesPerMonth + checksPerDay * workingDays,
      "edge functions": app.files * releasesPerMonth + checksPerDay * workingDays,
      "edge GB": (app.bytes * releasesPerMonth + checksPerDay * workingDays * 500) / giga,
      people: 1,
      mails: mailsPerMonth,
    },
  ]);
}

/** Whatever nobody asks for: the hourly sweep, which reads little and runs for some milliseconds. */
export const installationsMonth: Bill = {
  "function runs": 24 * 30,
  "function GB-seconds": 24 * 30 * gbSeconds("after", { runs: 1, cpu: 20, trips: 4 }),
  "read units": 24 * 30 * 5,
};

/** A month of so many people. */
export const monthOf = (figures: Figures, people: number): Bill =>
  add([times(personsMonth(figures), people), installationsMonth]);

/** US dollars, by service; `free` takes off what every account has for nothing. */
export function dollars(bill: Bill, free = false): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [meter, price] of Object.entries(prices)) {
    const amount = bill[meter as Meter] ?? 0; // the keys of `prices` are meters
    const billed = Math.max(0, amount - (free ? price.free : 0));
    sums.set(price.service, (sums.get(price.service) ?? 0) + billed * price.dollars);
  }
  return sums;
}

export const total = (sums: ReadonlyMap<string, number>): number => [...sums.values()].reduce((sum, n) => sum + n, 0);
