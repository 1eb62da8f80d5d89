import type { CDPSession, Page } from "playwright";
import { column } from "../e2e/acts.ts";
import { framesOf, type Pace } from "./frames.ts";

/** The frames while a card is carried, and what the page did for it. */
export interface Frames extends Pace {
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
  const before = await work(cdp);
  const { fps, worst } = await framesOf(page, async () => {
    for (let i = 1; i <= steps; i++) {
      const share = i / steps;
      await page.mouse.move(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share);
      await page.evaluate((ms) => new Promise((done) => setTimeout(done, ms)), stepMs);
    }
  });
  const after = await work(cdp);
  await page.mouse.up();
  await page.locator("#dnd-action-dragged-el").waitFor({ state: "detached" });
  return {
    fps,
    worst,
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
