import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright";
import { expect } from "vitest";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly targets: string;
}

/** All rules, or those about colours alone, a third of the work: only these can fail in one theme alone. */
const options = {
  all: { resultTypes: ["violations"] },
  colours: { resultTypes: ["violations"], runOnly: ["color-contrast", "link-in-text-block"] },
};

/** What axe finds wrong with the page as it is, colours included: so not while anything still fades in. */
export async function violations(page: Page, rules: keyof typeof options = "all"): Promise<Violation[]> {
  const still = "document.getAnimations().every((a) => a.playState !== 'running')";
  // Not by waitForFunction, which the page's policy refuses.
  await expect.poll(() => page.evaluate<boolean>(still)).toBe(true);
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe);
  return page.evaluate<Violation[]>(
    `axe.run(document, ${JSON.stringify(options[rules])}).then((r) => r.violations.map((v) => ({ id: v.id, targets: v.nodes.map((n) => n.target.join(' ')).join(', ') })))`,
  );
}

/** Without fault for axe and without sideways scroll as it is, in either theme: they differ in colours alone (`test/architecture/themes.test.ts`). */
export async function expectSound(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  expect(await violations(page), `${what}, light`).toEqual([]);
  expect(await overflow(page), what).toBeLessThanOrEqual(0);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await violations(page, "colours"), `${what}, dark`).toEqual([]);
}

/** By how many pixels the page, or anything in an open dialog, is wider than the window, but for what scrolls by itself. */
export const overflow = (page: Page) =>
  page.evaluate<number>(
    `Math.max(
      document.documentElement.scrollWidth - window.innerWidth,
      ...[...document.querySelectorAll("[role=dialog] *")].filter((e) => !e.parentElement.closest("[data-wide], [role=tablist]")).map((e) => e.getBoundingClientRect().right - window.innerWidth),
    )`,
  );
