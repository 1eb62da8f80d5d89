import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { addTickets, card, column, editDescription, register, titles } from "./acts.ts";
import { withProduct } from "./product.ts";
import { overflow, violations } from "./sound.ts";

const product = withProduct();

describe("without a network", () => {
  it("shows what is loaded, says that it is offline, refuses writes at once, and goes on when it is back", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Read me", "Move me"]);
    const open = async () => {
      await card(page, "Read me").getByRole("link").click();
      await page.getByRole("dialog").getByText("created this ticket").waitFor();
    };
    const close = async () => {
      await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
    };
    await open();
    await close();
    await page.context().setOffline(true);
    await page.getByRole("status").getByText("You're offline.").waitFor();
    await open();
    await (await editDescription(page)).fill("Written on a train");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("wasn't saved. You're offline").waitFor();
    await close();

    await page.getByRole("button", { name: "Add ticket to To Do" }).click();
    await page.getByRole("textbox", { name: "Add ticket to To Do" }).fill("Typed on a train");
    await page.keyboard.press("Enter");
    await page.getByText("“Typed on a train” wasn't added. You're offline").waitFor();
    expect(await page.getByRole("textbox", { name: "Add ticket to To Do" }).inputValue()).toBe("Typed on a train");
    expect(await titles(page, "To Do")).toEqual(["Read me", "Move me"]);
    expect(await violations(page)).toEqual([]);

    const reread = page.waitForResponse((response) => response.url().includes("/board"));
    await page.context().setOffline(false);
    await page.getByText("You're offline.", { exact: true }).waitFor({ state: "detached" });
    expect((await reread).status()).toBe(200);
    await page.getByRole("textbox", { name: "Add ticket to To Do" }).press("Enter");
    await column(page, "To Do").getByText("Typed on a train").waitFor();
    await open();
    expect(await page.getByRole("textbox", { name: "Description" }).inputValue()).toBe("Written on a train");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("changed the description").waitFor();
  });

  it("says no number of a dashboard's box, whose tickets come when it is back", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Read me"]);
    const go = (name: string) => page.getByRole("link", { name, exact: true }).click();
    const box = page.getByRole("listitem", { name: "Unassigned" });
    await go("Dashboard");
    await box.getByText("Read me").waitFor();
    await go("Customers");
    await page.getByRole("heading", { name: "No customers yet" }).waitFor();
    await page.context().setOffline(true);
    await go("Dashboard");
    await box.getByText("Couldn't be loaded.").waitFor();
    await box.getByRole("link", { name: "Unassigned: –" }).waitFor();
    await page.context().setOffline(false);

    await box.getByText("Read me").waitFor();
    await box.getByRole("link", { name: "Unassigned: 1" }).waitFor();
  });

  it("has fetched ahead what opens a ticket and a menu, which leaves the banner its room at 390 px", async () => {
    const first = await product.page({ viewport: { width: 390, height: 844 } });
    const scripts = (page: Page) => {
      const urls = new Set<string>();
      page.on("response", (response) => response.url().endsWith(".js") && urls.add(response.url()));
      return urls;
    };
    await register(first);
    const board = first.url();
    await addTickets(first, "To Do", ["Read me"]);
    const ticket = await first.context().newPage();
    const needed = scripts(ticket);
    await ticket.goto(`${board}/t/${new URL(board).pathname.split("/").at(-1)}-1`);
    await ticket.getByRole("tab", { name: "Details" }).waitFor();
    await ticket.getByRole("button", { name: /^Account/ }).click();
    await ticket.getByRole("menu").waitFor();
    const page = await first.context().newPage();
    const fetched = scripts(page);
    await page.goto(board);
    await card(page, "Read me").waitFor();
    const missing = () => [...needed].filter((url) => !fetched.has(url));
    await expect.poll(missing, { timeout: 60_000 }).toEqual([]);

    await page.context().setOffline(true);
    const banner = page.getByText("You're offline.", { exact: true });
    await banner.waitFor();
    await card(page, "Read me")
      .getByRole("button", { name: /^Actions for/ })
      .click();
    await page.getByRole("menuitem", { name: "Open" }).click();
    await page.getByRole("dialog").getByRole("heading", { name: "Read me" }).waitFor();
    const [over, under] = await Promise.all([banner.boundingBox(), page.getByRole("dialog").boundingBox()]);
    expect((over?.y ?? 0) + (over?.height ?? 0)).toBeLessThanOrEqual(under?.y ?? 0);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
});
