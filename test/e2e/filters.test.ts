import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { addTickets, card, PATIENCE_MS, register, titles } from "./acts.ts";
import { as } from "./api.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

const shown = (page: Page) => titles(page, "To Do");
const bar = (page: Page) => page.getByRole("search");
const search = (page: Page) => new URL(page.url()).search;

/** Adds a filter that has choices, or opens the one that is there, and takes one of them. */
async function choose(page: Page, filter: string, choice: string) {
  const chip = bar(page).getByRole("button", { name: new RegExp(`^${filter}`) });
  if ((await chip.count()) > 0) await chip.click();
  else {
    await bar(page).getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByRole("menuitem", { name: filter, exact: true }).click();
  }
  await page.getByRole("menuitemcheckbox", { name: choice }).click();
  await page.getByRole("menu").waitFor({ state: "detached" });
}

/** A board of a bug of one's own and a task of nobody's. */
async function twoTickets(page: Page): Promise<string> {
  const me = await register(page);
  await addTickets(page, "To Do", ["Bug of mine", "Task of nobody"]);
  const key = new URL(page.url()).pathname.split("/")[2] ?? "";
  const api = await as(product.url, me);
  const { id } = await api<{ id: string }>("GET", "auth/me/");
  await api("PATCH", `tickets/${key}-1/`, { type: "bug", priority_id: 4, assignee_ids: [id] });
  await page.reload();
  await card(page, "Bug of mine").waitFor();
  return key;
}

describe("a board's filters", () => {
  it("are those of the lists: each by its own choices, all of them together", async () => {
    const page = await product.page();
    await twoTickets(page);
    await choose(page, "Type", "Bug");
    await expect.poll(() => shown(page)).toEqual(["Bug of mine"]);
    await page.getByText("1 of 2 shown").waitFor();
    await choose(page, "Type", "Task");
    await expect.poll(() => shown(page)).toEqual(["Bug of mine", "Task of nobody"]);
    await choose(page, "Priority", "Critical");
    await expect.poll(() => shown(page)).toEqual(["Bug of mine"]);
    await expect.poll(() => search(page)).toBe("?type=bug%2Ctask&priority_id=4");
    await bar(page).getByRole("button", { name: "Unassigned" }).click();
    await expect.poll(() => shown(page)).toEqual([]);
    await bar(page).getByRole("button", { name: "Mine" }).click();
    await expect.poll(() => shown(page)).toEqual(["Bug of mine"]);
    await page.getByRole("button", { name: "Clear" }).click();

    await expect.poll(() => shown(page)).toEqual(["Bug of mine", "Task of nobody"]);
    await expect.poll(() => search(page)).toBe("");
    expect(await bar(page).getByRole("button", { name: "Mine" }).getAttribute("aria-pressed")).toBe("false");
  });

  it("find words of a description, which the board doesn't have", async () => {
    const page = await product.page();
    const me = await register(page);
    const key = new URL(page.url()).pathname.split("/")[2] ?? "";
    const api = await as(product.url, me);
    await api("POST", "tickets/", { project: key, name: "Red apple" });
    await api("POST", "tickets/", { project: key, name: "Pear", description: "Grows beside the quince." });
    const found = async () =>
      (await api<{ results: unknown[] }>("GET", `tickets/?project=${key}&search=quince`)).results.length;
    await expect.poll(found, { timeout: PATIENCE_MS }).toBe(1);
    await page.goto(`/p/${key}?search=quince`);

    await expect.poll(() => shown(page)).toEqual(["Pear"]);
    await page.getByText("1 of 2 shown").waitFor();
  });

  it("still read the links that boards had before", async () => {
    const page = await product.page();
    const key = await twoTickets(page);
    await page.goto(`/p/${key}?q=mine&who=me&type=bug&priority=4`);
    await expect.poll(() => shown(page)).toEqual(["Bug of mine"]);
    await bar(page).getByRole("button", { name: "Mine", pressed: true }).click();

    await expect.poll(() => search(page)).toBe("?search=mine&type=bug&priority_id=4");
    await page.goto(`/p/${key}?who=nobody`);
    await expect.poll(() => shown(page)).toEqual(["Task of nobody"]);
  });
});
