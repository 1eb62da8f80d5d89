import { expect, it } from "vitest";
import { answered, card, column, drag, titles } from "./acts.ts";
import { withProduct } from "./product.ts";
import { dialogOf, open, PATCH, rows, team } from "./team.ts";

/** What people do with each other, from beginning to end; see docs/journeys.md. */
const product = withProduct();

it("plans an epic: its parts, what waits for what, and how far it is", async () => {
  const { page, theirs, key } = await team(product, ["Aqueduct"]);
  const dialog = await open(page, "Aqueduct");
  await dialog.getByLabel("Type").click();
  await page.getByRole("option", { name: "Epic" }).click();
  await dialog.getByRole("tab", { name: "Subtasks" }).click();
  await dialog.getByRole("button", { name: "Add subtask" }).click();
  for (const name of ["Arches", "Channel"]) {
    await dialog.getByRole("textbox", { name: "Add subtask" }).fill(name);
    await page.keyboard.press("Enter");
    await dialog.getByRole("list", { name: "Subtasks" }).getByRole("link", { name }).waitFor();
  }
  await dialog.getByRole("link", { name: /Arches/ }).click();
  await dialog.getByRole("heading", { name: "Arches" }).waitFor();
  await dialog.getByRole("tab", { name: "Links" }).click();
  await dialog.getByLabel("This ticket", { exact: true }).click();
  await page.getByRole("option", { name: "blocks", exact: true }).click();
  await dialog.getByRole("combobox", { name: "Ticket to link" }).fill(`${key}-3`);
  const linked = answered(page, "POST", /\/links\/$/);
  await page.getByRole("option", { name: /Channel/ }).click();
  expect((await linked).status()).toBe(201);
  await dialog.getByRole("tab", { name: "Links 1" }).waitFor();

  await theirs.reload();
  const channel = await open(theirs, "Channel");
  await channel.getByRole("tab", { name: "Links 1" }).click();
  await channel.getByRole("list", { name: "Tickets that this one is blocked by" }).getByText("Arches").waitFor();
  await theirs.getByRole("button", { name: "Close" }).click();
  await dialog.getByRole("button", { name: "Close" }).click();
  const moved = answered(page, "PATCH", PATCH);
  await drag(page, "Arches", "Done");
  expect((await moved).status()).toBe(200);
  await theirs.reload();
  await card(theirs, "Aqueduct").getByRole("link").click();
  await dialogOf(theirs).getByRole("progressbar", { name: "1 of 2 done" }).waitFor();
});

it("asks a question once, keeps it, and shows a colleague the same list by its link", async () => {
  const { page, theirs, key, api } = await team(product, ["Red tile", "Red brick", "Grey stone"]);
  // Words are found when the stream has brought them to the index, which may be a while after they were written.
  const found = async () => (await api<{ results: unknown[] }>("GET", `tickets/?project=${key}&search=red`)).results;
  await expect.poll(async () => (await found()).length).toBe(2);
  await page.goto(`/tickets?project=${key}`);
  await page.getByRole("searchbox", { name: "Search tickets" }).fill("red");
  await page.getByRole("button", { name: "Sort by Title" }).click();
  const names = () => rows(page).locator("[data-cell=name]").allInnerTexts();
  await expect.poll(names).toEqual(["Red brick", "Red tile"]);
  const menu = page.getByRole("button", { name: "Saved views" });
  await menu.click();
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  await page.getByText("The link is copied.").waitFor();
  const link = await page.evaluate<string>("navigator.clipboard.readText()");
  await menu.click();
  await page.getByRole("menuitem", { name: "Save this view…" }).click();
  const saving = page.getByRole("dialog", { name: "Save this view" });
  await saving.getByLabel("Name").fill("What is red");
  await saving.getByRole("button", { name: "Save" }).click();
  // It closes when the view is kept; a page that is left sooner takes the question with it.
  await saving.waitFor({ state: "detached" });
  await page.goto("/tickets");
  await expect.poll(() => rows(page).count()).toBe(3);
  await menu.click();
  await page.getByRole("menuitemcheckbox", { name: "What is red" }).click();
  await expect.poll(names).toEqual(["Red brick", "Red tile"]);

  await theirs.goto(link);
  await expect.poll(() => rows(theirs).locator("[data-cell=name]").allInnerTexts()).toEqual(["Red brick", "Red tile"]);
});

it("lets two work on one board: what both do is kept, and each sees it when they look again", async () => {
  const { page, theirs } = await team(product, ["Speech", "Feast"]);
  const taken = answered(theirs, "PATCH", PATCH);
  await (await open(theirs, "Speech")).getByRole("button", { name: "Assign to me" }).click();
  expect((await taken).status()).toBe(200);
  await dialogOf(theirs).getByRole("button", { name: "Close" }).click();
  const dialog = await open(page, "Speech");
  await dialog.getByRole("textbox", { name: "Title" }).fill("A short speech");
  const renamed = answered(page, "PATCH", PATCH);
  await page.keyboard.press("Enter");
  expect((await renamed).status()).toBe(200);
  await dialog.getByRole("button", { name: "Close" }).click();

  // They still have the old name before them.
  await card(theirs, "Speech").waitFor();
  const moved = answered(theirs, "PATCH", PATCH);
  await drag(theirs, "Speech", "In Progress");
  expect((await moved).status()).toBe(200);
  await column(theirs, "In Progress").getByText("A short speech").waitFor();

  const again = answered(page, "PATCH", PATCH);
  await drag(page, "Feast", "In Progress");
  expect((await again).status()).toBe(200);
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await expect.poll(async () => (await titles(page, "In Progress")).toSorted()).toEqual(["A short speech", "Feast"]);
  expect(await titles(page, "To Do")).toEqual([]);
});
