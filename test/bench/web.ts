import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startCloud } from "@tessera/local/cloud";
import { chromium, type Browser, type Page } from "playwright";
import { login, column } from "../e2e/acts.ts";
import { account, seed } from "./seed.ts";
import { dragAcross, type Frames } from "./drag.ts";

/**
 * `npm run bench:web [-- N …]`: what a board of so many cards costs a browser. A benchmark and no test: times
 * belong to the machine; compare rows, and runs on one machine.
 */
interface Row extends Frames {
  readonly cards: number;
  readonly firstCards: number;
  readonly heapMB: number;
  readonly nodes: number;
}

const runs = 5;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Milliseconds from navigation to the first painted card, as the page itself measures. */
async function opened(page: Page, address: string): Promise<number> {
  await page.goto(address);
  await column(page, "To Do").locator("[data-card]").first().waitFor();
  return page.evaluate(() => new Promise<number>((done) => requestAnimationFrame(() => done(performance.now()))));
}

async function measure(browser: Browser, cards: number): Promise<Row> {
  const data = mkdtempSync(path.join(tmpdir(), "tessera-bench-"));
  const cloud = await startCloud({ assembly: "cdk.out", data, inMemory: true, throttle: false });
  try {
    await seed(cloud, { tickets: cards, project: "SEED" });
    const context = await browser.newContext({ baseURL: cloud.url, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto("/login");
    await login(page, account);
    await page.waitForURL(/\/p\/SEED/);
    const times: number[] = [];
    for (let i = 0; i < runs; i++) times.push(await opened(page, "/p/SEED"));
    const drags: Frames[] = [];
    for (let i = 0; i < runs; i++) drags.push(await dragAcross(page, "To Do", "Done"));
    const cdp = await context.newCDPSession(page);
    await cdp.send("HeapProfiler.collectGarbage");
    const heap = await cdp.send("Runtime.getHeapUsage");
    return {
      cards,
      firstCards: Math.round(median(times)),
      fps: Math.round(median(drags.map((d) => d.fps))),
      worst: Math.round(median(drags.map((d) => d.worst))),
      heapMB: Math.round(heap.usedSize / 104_857.6) / 10,
      nodes: await page.evaluate(() => document.querySelectorAll("*").length),
    };
  } finally {
    await cloud.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

/** One size a process: core's client is made once, for one cloud. */
async function main(cards: number): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const r = await measure(browser, cards);
    mkdirSync("dist", { recursive: true });
    writeFileSync(`dist/bench-web-${cards}.json`, JSON.stringify(r, null, 2));
    process.stdout.write(
      `${r.cards} cards: first cards after ${r.firstCards} ms, drag ${r.fps} fps, worst frame ${r.worst} ms, ` +
        `heap ${r.heapMB} MB, ${r.nodes} DOM nodes\n`,
    );
  } finally {
    await browser.close();
  }
}

await main(Number(process.argv[2] ?? 1000));
