import { describe, expect, it } from "vitest";
import { addTickets, card, column, register, titles } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

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
