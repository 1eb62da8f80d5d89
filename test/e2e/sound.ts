import axe from "axe-core";
import type { Page } from "playwright";
import { expect } from "vitest";

interface Violation {
  readonly id: string;
  readonly targets: string;
}

/** What axe finds wrong with the page as it is, colours included: so not while anything still fades in. */
export async function violations(page: Page): Promise<Violation[]> {
  const still = "document.getAnimations().every((a) => a.playState !== 'running')";
  // Not by waitForFunction, which the page's policy refuses.
  await expect.poll(() => page.evaluate<boolean>(still)).toBe(true);
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source);
  return page.evaluate<Violation[]>(
    "axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.map((v) => ({ id: v.id, targets: v.nodes.map((n) => n.target.join(' ')).join(', ') })))",
  );
}

/** Without fault for axe and without sideways scroll as it is, in either theme. */
export async function expectSound(page: Page, what: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), `${what}, ${colorScheme}`).toEqual([]);
    expect(await overflow(page), `${what}, ${colorScheme}`).toBeLessThanOrEqual(0);
  }
}

/** By how many pixels the page, or anything in an open dialog, is wider than the window, but for what scrolls by itself. */
export const overflow = (page: Page) =>
  page.evaluate<number>(
    `Math.max(
      document.documentElement.scrollWidth - window.innerWidth,
      ...[...document.querySelectorAll("[role=dialog] *")].filter((e) => !e.parentElement.closest("[data-wide], [role=tablist]")).map((e) => e.getBoundingClientRect().right - window.innerWidth),
    )`,
  );
