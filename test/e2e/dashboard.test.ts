import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { addTickets, answered, register } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

const row = (page: Page, title: string) => page.locator("[data-row]").filter({ hasText: title });

/** The dashboard of somebody who has three tickets. */
async function withTickets(): Promise<Page> {
  const page = await product.page();
  await register(page);
  await addTickets(page, "To Do", ["Apple pie", "Pear tart", "Plum cake"]);
  await page.goto("/dashboard");
  return page;
}

describe("The dashboard", () => {
  it("counts, shows the first tickets, leads to the others, and stays as it was arranged", async () => {
    const page = await withTickets();
    const unassigned = page.getByRole("listitem", { name: "Unassigned" });
    await unassigned.getByText("Plum cake").waitFor();
    await unassigned.getByRole("link", { name: "Unassigned: 3" }).waitFor();
    const boxes = () => page.locator("[data-box] h2").allInnerTexts();
    expect((await boxes())[0]).toBe("Unassigned");
    await page.getByRole("button", { name: "Actions for Unassigned" }).click();
    await Promise.all([answered(page, "PATCH", /auth\/me/), page.getByRole("menuitem", { name: "Move back" }).click()]);
    await page.getByRole("button", { name: "Actions for Critical" }).click();
    await Promise.all([answered(page, "PATCH", /auth\/me/), page.getByRole("menuitem", { name: "Hide" }).click()]);
    await page.reload();

    await expect.poll(boxes).toEqual(["Assigned to me", "Unassigned", "In progress", "New", "Overdue"]);
    await page.getByRole("listitem", { name: "Unassigned" }).getByRole("link", { name: "Unassigned: 3" }).click();
    await expect.poll(() => new URL(page.url()).search).toBe("?assignee=none");
    await row(page, "Apple pie").waitFor();
  });

  it("moves the box that one chose, also when an earlier move is answered while its menu is open", async () => {
    const page = await withTickets();
    const boxes = () => page.locator("[data-box] h2").allInnerTexts();
    const menu = (name: string) => page.getByRole("button", { name: `Actions for ${name}`, exact: true }).click();
    const moveBack = page.getByRole("menuitem", { name: "Move back" });
    const { promise, resolve } = Promise.withResolvers<void>();
    await page.route("**/auth/me/", async (route) => {
      if (route.request().method() === "PATCH") await promise;
      await route.continue();
    });
    await page.getByRole("listitem", { name: "Unassigned" }).getByText("Plum cake").waitFor();
    await menu("Unassigned");
    await moveBack.click();
    await expect.poll(async () => (await boxes()).slice(0, 2)).toEqual(["Assigned to me", "Unassigned"]);
    const saved = answered(page, "PATCH", /auth\/me/);
    await menu("New");
    await moveBack.waitFor();
    resolve();
    expect((await saved).status()).toBe(200);
    await moveBack.click();

    await expect.poll(boxes).toEqual(["Assigned to me", "Unassigned", "In progress", "Critical", "New", "Overdue"]);
  });

  it("has boxes that follow what is changed below them, and in another tab", async () => {
    const page = await withTickets();
    const box = (name: string) => page.getByRole("listitem", { name });
    await box("Unassigned").getByText("Plum cake").waitFor();
    await row(page, "Plum cake")
      .getByRole("button", { name: /^Priority: Medium/ })
      .click();
    await page.getByRole("menuitemcheckbox", { name: "Critical" }).click();
    await box("Critical").getByText("Plum cake").waitFor();
    await box("Critical").getByRole("link", { name: "Critical: 1" }).waitFor();
    const other = await page.context().newPage();
    await other.goto("/tickets");
    await row(other, "Plum cake")
      .getByRole("button", { name: /^Priority: Critical/ })
      .click();
    await other.getByRole("menuitemcheckbox", { name: "Low" }).click();

    await box("Critical").getByText("Nothing here. Good.").waitFor();
    await box("Critical").getByRole("link", { name: "Critical: 0" }).waitFor();
  });
});
