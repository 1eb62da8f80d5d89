import type { CDPSession, Page } from "playwright";
import { column } from "../e2e/acts.ts";

/** Frames per second while a card is carried, the longest frame in milliseconds, and what the page did for it. */
export interface Frames {
  readonly fps: number;
  readonly worst: number;
  readonly layouts: number;
  readonly restyles: number;
}

const steps = 60;
const stepMs = 33;

/** Carries the first card of a column to another and back, at the pace of a hand, while the page counts its frames. */
export async function dragAcross(page: Page, cdp: CDPSession, from: string, to: string): Promise<Frames> {
  const start = await middleOf(page, from);
  const end = await middleOf(page, to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 6, start.y + 6);
  await page.locator("#dnd-action-dragged-el").waitFor();
  await page.evaluate(() => {
    const times: number[] = [];
    const tick = (now: number): void => {
      times.push(now);
      if (!document.body.dataset["benchEnd"]) requestAnimationFrame(tick);
    };
    delete document.body.dataset["benchEnd"];
    Object.assign(window, { benchTimes: times });
    requestAnimationFrame(tick);
  });
  const before = await work(cdp);
  for (let i = 1; i <= steps; i++) {
    const share = i / steps;
    await page.mouse.move(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share);
    await page.evaluate((ms) => new Promise((done) => setTimeout(done, ms)), stepMs);
  }
  const times = await page.evaluate(() => {
    document.body.dataset["benchEnd"] = "1";
    return (window as unknown as { benchTimes: number[] }).benchTimes; // put there above
  });
  const after = await work(cdp);
  await page.mouse.up();
  await page.locator("#dnd-action-dragged-el").waitFor({ state: "detached" });
  const gaps = times.slice(1).map((t, i) => t - (times[i] ?? t));
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return {
    fps: (1000 * gaps.length) / total,
    worst: Math.max(...gaps),
    layouts: after.layouts - before.layouts,
    restyles: after.restyles - before.restyles,
  };
}

/** What a page has done so far; `Performance` must be enabled. */
async function work(cdp: CDPSession): Promise<Pick<Frames, "layouts" | "restyles">> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  const count = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { layouts: count("LayoutCount"), restyles: count("RecalcStyleCount") };
}

async function middleOf(page: Page, name: string): Promise<{ x: number; y: number }> {
  const box = await column(page, name).locator("[data-card]").first().boundingBox();
  if (!box) throw new Error(`no card in ${name}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
