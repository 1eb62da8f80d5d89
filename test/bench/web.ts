import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startCloud, type Cloud } from "@tessera/local/cloud";
import { chromium, type Browser, type Page } from "playwright";
import { login } from "../e2e/acts.ts";
import { arrive, countTrips, watchFirstCard, type Arrival, type Trips } from "./arrival.ts";
import { dragAcross, type Frames } from "./drag.ts";
import { scrolled, scrollThrough } from "./scroll.ts";
import { account, seed } from "./seed.ts";
import { table, type Row } from "./table.ts";

/**
 * `npm run bench:web [-- N …]`: what boards of so many cards (1,000 and 5,000) cost a browser, beside the goals, and a list of
 * 1,000 and of 10,000 that is scrolled to its end; with `list`, that alone. A
 * benchmark and no test: times belong to the machine; compare rows, and runs on one machine. What no machine changes
 * is also held by `test/e2e/arrival.test.ts` and `weight.test.ts`.
 */
const runs = 5;

/** Rows of the lists: they are read at the end, when all boards are measured. */
const listed = [1000, 10_000];

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Of several measurements the median of each figure. */
function medians<T extends object>(all: readonly T[]): Record<keyof T, number> {
  const names = Object.keys(all[0] ?? {}) as (keyof T)[]; // all of them numbers
  return Object.fromEntries(names.map((name) => [name, median(all.map((one) => Number(one[name])))])) as Record<
    keyof T,
    number
  >;
}

async function open(browser: Browser, cloud: Cloud): Promise<Page> {
  const context = await browser.newContext({
    baseURL: cloud.url,
    viewport: { width: 1440, height: 900 },
    // What the page itself asks for is measured.
    serviceWorkers: "block",
  });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  await page.goto("/login");
  await login(page, account);
  await page.waitForURL(/\/p\/SEED/);
  return page;
}

async function measure(page: Page, cards: number): Promise<Row> {
  const trips: Trips = await countTrips(page, "/p/SEED");
  await page.addInitScript(watchFirstCard);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const arrivals: Arrival[] = [];
  for (let i = 0; i < runs; i++) arrivals.push(await arrive(page, cdp, "/p/SEED"));
  const drags: Frames[] = [];
  for (let i = 0; i < runs; i++) drags.push(await dragAcross(page, cdp, "To Do", "Done"));
  await cdp.send("HeapProfiler.collectGarbage");
  const heap = await cdp.send("Runtime.getHeapUsage");
  return {
    cards,
    ...medians(arrivals),
    ...medians(drags),
    ...trips,
    heapMB: heap.usedSize / 1_048_576,
    nodes: await page.locator("*").count(),
  };
}

async function main(sizes: readonly number[]): Promise<void> {
  const data = mkdtempSync(path.join(tmpdir(), "tessera-bench-"));
  const cloud = await startCloud({ assembly: "cdk.out", data, inMemory: true, throttle: false });
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const rows: Row[] = [];
    for (const tickets of sizes) {
      await seed(cloud, { tickets, project: "SEED" });
      const page = await open(browser, cloud);
      rows.push(await measure(page, tickets));
      await page.context().close();
    }
    mkdirSync("dist", { recursive: true });
    writeFileSync("dist/bench-web.json", JSON.stringify(rows, null, 2));
    process.stdout.write(table(rows));
    for (const tickets of listed) {
      await seed(cloud, { tickets, project: "SEED" });
      const page = await open(browser, cloud);
      process.stdout.write(scrolled(await scrollThrough(page, "SEED")));
      await page.context().close();
    }
  } finally {
    await browser.close();
    await cloud.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

const [first, ...others] = process.argv.slice(2);
const asked = first === "list" ? [] : [first, ...others].filter((size) => size !== undefined).map(Number);
await main(first === undefined ? [1000, 5000] : asked.toSorted((a, b) => a - b));
