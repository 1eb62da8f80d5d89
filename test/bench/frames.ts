import type { Page } from "playwright";

/** Frames per second, and the longest frame in milliseconds. */
export interface Pace {
  readonly fps: number;
  readonly worst: number;
}

/** How a page draws while something is done with it. */
export async function framesOf(page: Page, work: () => Promise<void>): Promise<Pace> {
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
  await work();
  const times = await page.evaluate(() => {
    document.body.dataset["benchEnd"] = "1";
    return (window as unknown as { benchTimes: number[] }).benchTimes; // put there above
  });
  const gaps = times.slice(1).map((t, i) => t - (times[i] ?? t));
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return { fps: (1000 * gaps.length) / total, worst: Math.max(...gaps) };
}
