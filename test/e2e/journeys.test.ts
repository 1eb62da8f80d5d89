import { expect, it } from "vitest";
import { addTickets, answered, card, column, keyOf, register } from "./acts.ts";
import { bring, isSeen } from "./pictures.ts";
import { withProduct } from "./product.ts";
import { open, PATCH, proven, rows, team } from "./team.ts";

/** What teams do from beginning to end. Those that other files tell are named in docs/journeys.md. */
const product = withProduct();

it("brings a new colleague in by e-mail, who takes a ticket and finishes it", async () => {
  const [page, theirs] = [await product.page(), await product.page()];
  await register(page);
  const newcomer = await proven(product, theirs);
  const key = keyOf(page);
  await addTickets(page, "To Do", ["Dig the well"]);
  await page.getByRole("link", { name: "Project settings" }).click();
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Members" }).click();
  await page.getByLabel("Username or e-mail").fill(`${newcomer.username}@example.org`);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("list", { name: "Members" }).getByText(newcomer.username, { exact: true }).waitFor();

  await theirs.reload();
  await theirs.getByRole("navigation", { name: "Projects" }).getByRole("link", { name: key }).click();
  const dialog = await open(theirs, "Dig the well");
  await dialog.getByRole("button", { name: "Assign to me" }).click();
  await dialog.getByLabel("Column").click();
  const moved = answered(theirs, "PATCH", PATCH);
  await theirs.getByRole("option", { name: "Done" }).click();
  expect((await moved).status()).toBe(200);

  await page.goto(`/p/${key}`);
  await column(page, "Done").getByText("Dig the well").waitFor();
  await card(page, "Dig the well").getByRole("img", { name: newcomer.username }).waitFor();
});

it("triages what nobody has: from the dashboard to all of it assigned and urgent", async () => {
  const { page, key, other } = await team(product, ["Leak", "Crack", "Noise"]);
  await page.goto("/dashboard");
  await page.getByRole("listitem", { name: "Unassigned" }).getByRole("link", { name: "Unassigned: 3" }).click();
  // The dashboard has a table of the same rows.
  await page.getByRole("heading", { level: 1, name: "Tickets" }).waitFor();
  await expect.poll(() => rows(page).count()).toBe(3);
  const bar = page.getByRole("toolbar", { name: "With the selected tickets" });
  const all = async (what: string, to: string) => {
    await page.getByRole("checkbox", { name: "Select all that are loaded" }).check();
    await bar.getByRole("button", { name: what }).click();
    const saved = answered(page, "POST", /\/tickets\/bulk\/$/);
    await page.getByRole("menuitemcheckbox", { name: to }).click();
    expect((await saved).status()).toBe(200);
    await page.getByText("3 tickets changed.").last().waitFor();
  };
  await all("Priority", "Critical");
  await all("Assignees", other.username);

  await page.goto(`/tickets?project=${key}&priority_id=4`);
  await expect.poll(() => page.getByRole("button", { name: `Assignees: ${other.username}` }).count()).toBe(3);
  await page.goto("/dashboard");
  await page.getByRole("listitem", { name: "Unassigned" }).getByRole("link", { name: "Unassigned: 0" }).waitFor();
  await page.getByRole("listitem", { name: "Critical" }).getByRole("link", { name: "Critical: 3" }).waitFor();
});

it("reports a bug with a picture of it, which a colleague sees and answers", async () => {
  const { page, theirs } = await team(product);
  await page.getByRole("button", { name: "Add ticket", exact: true }).click();
  await page.keyboard.type("The roof lets rain in");
  await page.keyboard.press("Enter");
  await column(page, "To Do").locator("[data-card]:not([data-card^='draft'])").waitFor();
  const dialog = await open(page, "The roof");
  await dialog.getByLabel("Type").click();
  await page.getByRole("option", { name: "Bug" }).click();
  await dialog.getByRole("button", { name: "Edit description" }).click();
  const field = dialog.getByRole("textbox", { name: "Description" });
  await field.fill("Since the storm:");
  await bring(field, "paste", "image.png");
  await expect.poll(() => field.inputValue()).toContain("](/api/tickets/attachments/");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => isSeen(dialog.locator("img[data-file]"))).toBe(true);

  await theirs.goto(page.url());
  await expect.poll(() => isSeen(theirs.locator("img[data-file]"))).toBe(true);
  await theirs.getByLabel("Type").getByText("Bug").waitFor();
  await theirs.getByRole("button", { name: "Add a comment" }).click();
  await theirs.getByRole("textbox", { name: "Add a comment" }).fill("I bring the ladder.");
  const said = answered(theirs, "POST", /\/tickets\/comments\/$/);
  await theirs.getByRole("button", { name: "Comment", exact: true }).click();
  expect((await said).status()).toBe(201);

  await page.reload();
  await page.getByRole("listitem").getByText("I bring the ladder.").waitFor();
});
