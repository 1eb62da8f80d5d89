import type { Locator, Page } from "playwright";
import { expect } from "vitest";

/** What people do who have no pointer, and what they must see meanwhile. */

interface Focus {
  /** What it is, for a failure's sentence. */
  readonly what: string;
  /** It is on the screen, with a ring, a mark or a caret that shows where one is. */
  readonly seen: boolean;
}

/** Of what has the focus. */
const look = `(() => {
  const e = document.activeElement;
  const name = e.getAttribute("aria-label") ?? (e.labels?.[0]?.textContent || e.textContent || "").trim().slice(0, 40);
  const style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  const inside = box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const writing = e.matches("input, textarea");
  const marked = e.matches("[data-highlighted], [role=dialog]");
  let opacity = 1;
  for (let at = e; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
  return { what: e.tagName.toLowerCase() + " “" + name + "”", seen: inside && opacity > 0.5 && (ringed || writing || marked) };
})()`;

const focus = (page: Page) => page.evaluate<Focus>(look);

const isFocused = async (target: Locator): Promise<boolean> =>
  (await target.count()) === 1 && (await target.evaluate((element) => element === document.activeElement));

const expectSeen = (page: Page, way: readonly string[]) =>
  expect
    .poll(async () => {
      const { what, seen } = await focus(page);
      return seen ? "seen" : `not seen: ${what}, on the way ${way.join(", ")}`;
    })
    .toBe("seen");

/** The focus comes to be here by itself, and one sees it. */
export async function expectFocus(target: Locator): Promise<void> {
  const page = target.page();
  await expect.poll(async () => ((await isFocused(target)) ? "there" : (await focus(page)).what)).toBe("there");
  await expectSeen(page, []);
}

/** Goes on by Tab (or back) until the focus is here, in no more steps than people put up with; it is seen at each of them. */
export async function tabTo(target: Locator, { most = 12, back = false } = {}): Promise<void> {
  const page = target.page();
  const way: string[] = [];
  while (!(await isFocused(target))) {
    if (way.length === most) throw new Error(`not there after ${most} steps: ${way.join(", ")}`);
    await page.keyboard.press(back ? "Shift+Tab" : "Tab");
    const { what } = await focus(page);
    way.push(what);
    await expectSeen(page, way);
  }
}
