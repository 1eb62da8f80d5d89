import type { CDPSession, Page } from "playwright";

/** How a board comes to be there. */
export interface Arrival {
  /** Milliseconds from navigation to the first painted card, as the page itself measures. */
  readonly firstCards: number;
  /** CPU of the page's main thread until then, in milliseconds: all of it, and what of it was what. */
  readonly busy: number;
  readonly script: number;
  readonly layout: number;
}

/** Notes when the first card is there; to be put into a page before it is loaded. */
export function watchFirstCard(): void {
  new MutationObserver((_, watch) => {
    if (!document.querySelector("[data-card]")) return;
    watch.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => (document.documentElement.dataset["cardsAt"] = `${performance.now()}`)),
    );
  }).observe(document, { childList: true, subtree: true });
}

/** Opens a board in a page that `watchFirstCard` was put into. */
export async function arrive(page: Page, cdp: CDPSession, address: string): Promise<Arrival> {
  await page.goto(address, { waitUntil: "commit" });
  await page.locator("html[data-cards-at]").waitFor({ state: "attached" });
  const { metrics } = await cdp.send("Performance.getMetrics");
  const ms = (name: string) => 1000 * (metrics.find((metric) => metric.name === name)?.value ?? NaN);
  return {
    firstCards: Number(await page.locator("html").getAttribute("data-cards-at")),
    busy: ms("TaskDuration"),
    script: ms("ScriptDuration"),
    layout: ms("LayoutDuration") + ms("RecalcStyleDuration"),
  };
}

/** How long nothing must be asked until what was asked counts as all that could be asked at once. */
const QUIET_MS = 1500;
const LOOK_MS = 20;

export interface Trips {
  /** Round trips one after the other until the first card is there, whatever each of them takes. */
  readonly trips: number;
  readonly requests: number;
}

/**
 * Opens a board with an empty cache and lets answers through in turns: all that was asked, once nothing more is. So
 * the count doesn't depend on how fast anything is.
 */
export async function countTrips(page: Page, address: string): Promise<Trips> {
  const held: (() => void)[] = [];
  let asked = 0;
  await page.route("**/*", async (route) => {
    asked = Date.now();
    await new Promise<void>((go) => held.push(go));
    await route.continue();
  });
  let there = false;
  const going = page.goto(address, { waitUntil: "commit" });
  const arrived = page.locator("[data-card]").first().waitFor({ timeout: 60_000 });
  const end = Promise.all([going, arrived]).finally(() => (there = true));
  let trips = 0;
  let requests = 0;
  while (!there) {
    await new Promise((done) => setTimeout(done, LOOK_MS));
    if (held.length === 0 || Date.now() - asked < QUIET_MS) continue;
    trips += 1;
    requests += held.length;
    held.splice(0).forEach((go) => go());
  }
  await end;
  await page.unrouteAll({ behavior: "ignoreErrors" });
  return { trips, requests };
}
