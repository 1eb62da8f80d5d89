import type { Locator, Page } from "playwright";
import { describe, expect, it } from "vitest";
import { addTickets, card, column, register } from "./acts.ts";
import { tabTo } from "./keys.ts";
import { withProduct } from "./product.ts";
import { violations } from "./sound.ts";

const product = withProduct();

/** What is drawn around it or on it. */
const drawn = (target: Locator) =>
  target.evaluate((element) => {
    const style = getComputedStyle(element);
    const canvas = getComputedStyle(document.body).backgroundColor;
    return {
      ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== canvas,
      filled: style.backgroundColor !== canvas && !style.backgroundColor.endsWith(", 0)"),
      bordered: style.borderTopStyle === "solid" && parseFloat(style.borderTopWidth) > 0,
    };
  });

const expectRing = async (target: Locator) => expect((await drawn(target)).ringed, String(target)).toBe(true);

/** The longest animation that runs, in ms. */
const longest = (page: Page) =>
  page.evaluate<number>(
    "Math.max(0, ...document.getAnimations().map((a) => Number(a.effect?.getComputedTiming().activeDuration ?? 0)))",
  );

describe("with the system's colours alone, more contrast and less motion", () => {
  const least = { forcedColors: "active", contrast: "more", reducedMotion: "reduce" } as const;

  it("one sees where the focus is, on every kind of control", async () => {
    const page = await product.page(least);
    await page.goto("/login");
    await page.getByRole("heading", { level: 1 }).waitFor();
    for (const name of ["Username or e-mail", "Password"]) {
      await tabTo(page.getByLabel(name, { exact: true }), { most: 3 });
      await expectRing(page.getByLabel(name, { exact: true }));
    }
    expect((await drawn(page.getByRole("button", { name: "Log in" }))).filled).toBe(true);
    await register(page);
    await addTickets(page, "To Do", ["Apple", "Pear"]);
    await page.keyboard.press("c");
    const field = page.getByRole("textbox", { name: "Add ticket to To Do" });
    await field.waitFor();
    await expectRing(field);
    await page.keyboard.press("Escape");
    await tabTo(card(page, "Pear"), { back: true, most: 4 });
    await expectRing(card(page, "Pear"));
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("ArrowDown");
    await expectRing(page.locator("[role=menu] [data-highlighted]"));
    await page.keyboard.press("Escape");
    await card(page, "Pear").getByRole("link").click();
    await page.getByText("created this ticket").waitFor();
    expect((await drawn(page.getByRole("dialog"))).bordered).toBe(true);
    await tabTo(page.getByRole("tab", { name: "Activity" }), { most: 12 });
    await expectRing(page.getByRole("tab", { name: "Activity" }));
    await tabTo(page.getByLabel("Priority"), { most: 12 });
    await expectRing(page.getByLabel("Priority"));
    await page.keyboard.press("Enter");
    await expectRing(page.locator("[role=listbox] [data-highlighted]"));
  });

  it("one sees what is chosen, how far it is, and what a drop would meet", async () => {
    const page = await product.page(least);
    await register(page);
    await addTickets(page, "To Do", ["Apple", "Pear"]);
    await expectRing(page.getByRole("navigation", { name: "Projects" }).locator("[aria-current=page]"));
    await page.getByRole("button", { name: "Actions for column To Do" }).click();
    await page.getByRole("menuitem", { name: "Edit column" }).click();
    await expectRing(page.getByRole("dialog").locator("[type=radio]:checked"));
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await card(page, "Apple").focus();
    await page.keyboard.press("Space");
    await expectRing(column(page, "Done"));
    await page.keyboard.press("Escape");
    await card(page, "Apple").getByRole("link").click();
    await page.getByRole("tab", { name: "Subtasks" }).click();
    await page.getByRole("button", { name: "Add subtask" }).click();
    await page.keyboard.type("Core");
    await page.keyboard.press("Enter");
    expect((await drawn(page.getByRole("progressbar"))).bordered).toBe(true);
    await page.goto("/tickets");
    await page.locator("[data-row]").first().getByRole("checkbox").check();
    await expectRing(page.locator("[data-row][aria-selected=true]"));
  });

  it("nothing moves, and axe finds no fault", async () => {
    const page = await product.page(least);
    await register(page);
    await addTickets(page, "To Do", ["Apple"]);
    expect(await longest(page)).toBeLessThanOrEqual(1);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menu").waitFor();
    expect(await longest(page)).toBeLessThanOrEqual(1);
    await page.keyboard.press("Escape");
    await card(page, "Apple").getByRole("link").click();
    await page.getByText("created this ticket").waitFor();
    expect(await longest(page)).toBeLessThanOrEqual(1);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Delete ticket" }).click();
    await page.getByRole("button", { name: "Undo" }).waitFor();
    expect(await longest(page)).toBeLessThanOrEqual(1);
  });
});
