import type { CDPSession, Page } from "playwright";
import { framesOf, type Pace } from "./frames.ts";

/** What it takes to scroll a list of all tickets to its last row, at the pace of an impatient hand. */
export interface Scroll extends Pace {
  readonly rows: number;
  readonly seconds: number;
  /** Rows that were in the page at once, at most. */
  readonly drawn: number;
  readonly requests: number;
  readonly busy: number;
  readonly heapMB: number;
}

const wheelPx = 1500;
const wheelMs = 33;
const patienceMs = 600_000;

const last = (page: Page): Promise<number> =>
  page.evaluate(() => Number([...document.querySelectorAll("[data-row]")].at(-1)?.getAttribute("aria-rowindex")));

/** The page's main thread until now, in CPU milliseconds. */
async function busy(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN) * 1000;
}

async function toTheEnd(page: Page, rows: number, look: (drawn: number) => void): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while ((await last(page)) <= rows) {
    if (Date.now() > deadline) throw new Error(`row ${await last(page)} of ${rows} after ${patienceMs} ms`);
    await page.mouse.wheel(0, wheelPx);
    look(await page.locator("[data-row]").count());
    await page.evaluate((ms) => new Promise((done) => setTimeout(done, ms)), wheelMs);
  }
}

export async function scrollThrough(page: Page, project: string): Promise<Scroll> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  await page.goto(`/tickets?project=${project}`);
  await page.locator("[data-row]").first().waitFor();
  const table = page.getByRole("table");
  const rows = Number(await table.getAttribute("aria-rowcount")) - 1;
  await table.hover();
  let [requests, drawn] = [0, 0];
  page.on("request", (request) => (requests += request.url().includes("/api/") ? 1 : 0));
  const [start, before] = [performance.now(), await busy(cdp)];
  const pace = await framesOf(page, () => toTheEnd(page, rows, (n) => (drawn = Math.max(drawn, n))));
  const seconds = (performance.now() - start) / 1000;
  const spent = (await busy(cdp)) - before;
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  return { ...pace, rows, seconds, drawn, requests, busy: spent, heapMB: usedSize / 1_048_576 };
}

/** One line, to be compared with others of the same machine. */
export const scrolled = (scroll: Scroll): string =>
  `list of ${scroll.rows}, scrolled to its end: ${scroll.seconds.toFixed(0)} s, ${scroll.fps.toFixed(0)} fps, worst frame ` +
  `${scroll.worst.toFixed(0)} ms, at most ${scroll.drawn} rows drawn, ${scroll.requests} requests, ` +
  `main thread ${(scroll.busy / scroll.rows).toFixed(2)} ms a row, heap ${scroll.heapMB.toFixed(1)} MB\n`;
