import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { addTickets, card, column, register, titles } from "./acts.ts";
import { expectFocus } from "./keys.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

/** The palette's code stays on its way until this is called. */
async function holdPalette(page: Page): Promise<() => Promise<void>> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route("**/*.js", async (route) => {
    const answer = await route.fetch();
    if ((await answer.text()).includes("All tickets with")) await promise;
    await route.fulfill({ response: answer });
  });
  return () => {
    resolve();
    return page.unrouteAll({ behavior: "wait" });
  };
}

describe("keys", () => {
  it("begin a ticket, on the board and over an open one, and never while one writes", async () => {
    const page = await product.page();
    await register(page);
    const field = page.getByRole("textbox", { name: "Add ticket to To Do" });
    await page.keyboard.press("c");
    await field.waitFor();
    await page.keyboard.type("c is for /cat?");
    await page.keyboard.press("Enter");
    await column(page, "To Do").locator("[data-card]:not([data-card^='draft'])").waitFor();
    await page.keyboard.press("Escape");
    expect(await titles(page, "To Do")).toEqual(["c is for /cat?"]);
    await card(page, "cat").getByRole("link").click();
    await page.getByText("created this ticket").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).focus();
    await page.keyboard.press("c");

    await page.getByRole("dialog").waitFor({ state: "detached" });
    await field.waitFor();
    await expect.poll(() => page.evaluate("document.activeElement.tagName")).toBe("TEXTAREA");
  });

  it("that are pressed while the palette is still loaded arrive in its field, in their order", async () => {
    const page = await product.page();
    const load = await holdPalette(page);
    await register(page);
    const add = page.getByRole("textbox", { name: "Add ticket to To Do" });
    await page.getByRole("button", { name: "Add ticket to To Do" }).click();
    await add.fill("Apple");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("calx");
    await page.keyboard.press("Backspace");
    const loaded = load();
    await page.keyboard.type("m");
    await loaded;

    const field = page.getByRole("combobox", { name: "Search and commands" });
    await expect.poll(() => field.inputValue()).toBe("calm");
    await page.keyboard.type(" sea");
    await expect.poll(() => field.inputValue()).toBe("calm sea");
    await page.keyboard.press("Escape");
    await expectFocus(add);
    expect(await add.inputValue()).toBe("Apple");
  });

  it("choose in the palette, too, before it is there", async () => {
    const page = await product.page();
    const load = await holdPalette(page);
    await register(page);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("new project");
    await page.keyboard.press("Enter");
    await load();

    await expectFocus(page.getByRole("dialog", { name: "New project" }).getByLabel("Name"));
  });

  it("show their list, find tickets, and take a delete back", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Apple", "Pear"]);
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keyboard" });
    await help.getByText("Filter tickets").waitFor();
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    await page.keyboard.press("/");
    await page.keyboard.type("pear");
    await expect.poll(() => titles(page, "To Do")).toEqual(["Pear"]);
    await page.keyboard.press("Escape");
    await expect.poll(() => titles(page, "To Do")).toEqual(["Apple", "Pear"]);
    await page.keyboard.press("Escape");
    await card(page, "Apple").getByRole("link").click();
    await page.getByRole("button", { name: "Delete ticket" }).click();
    await page.getByText(/-1 deleted/).waitFor();
    expect(await titles(page, "To Do")).toEqual(["Pear"]);
    await page.keyboard.press("Control+z");

    await expect.poll(() => titles(page, "To Do")).toEqual(["Apple", "Pear"]);
  });
});
