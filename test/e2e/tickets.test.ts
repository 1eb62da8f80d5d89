import type { Page } from "playwright";
import { beforeAll, describe, expect, it } from "vitest";
import { addTickets, answered, card, column, drag, login, register, titles, type Person } from "./acts.ts";
import { withProduct } from "./product.ts";
import { violations } from "./sound.ts";

const product = withProduct();

const rows = (page: Page) => page.locator("[data-row]");
const row = (page: Page, title: string) => rows(page).filter({ hasText: title });
const names = (page: Page) => page.locator("[data-row] [data-cell=name]").allInnerTexts();

/** A board with three tickets, and then the page of all tickets. */
async function threeTickets(): Promise<{ page: Page; me: Person }> {
  const page = await product.page();
  const me = await register(page);
  await addTickets(page, "To Do", ["Apple pie", "Pear tart", "Plum cake"]);
  await page.goto("/tickets");
  await row(page, "Apple pie").waitFor();
  return { page, me };
}

describe("The list of tickets", () => {
  it("is ordered by its heads, and its address shows the same to others", async () => {
    const { page } = await threeTickets();
    expect(await names(page)).toEqual(["Plum cake", "Pear tart", "Apple pie"]);
    await page.getByRole("button", { name: "Sort by Title" }).click();
    await expect.poll(() => names(page)).toEqual(["Apple pie", "Pear tart", "Plum cake"]);
    const search = page.getByRole("searchbox", { name: "Search tickets" });
    await search.fill("p");
    await expect.poll(() => new URL(page.url()).search).toBe("?search=p&ordering=name");
    await search.fill("pear");
    await expect.poll(() => names(page)).toEqual(["Pear tart"]);
    const other = await page.context().newPage();
    await other.goto(page.url());

    await expect.poll(() => names(other)).toEqual(["Pear tart"]);
    await page.goBack();
    await expect.poll(() => names(page)).toEqual(["Apple pie", "Pear tart", "Plum cake"]);
  });

  it("filters by what is chosen, says when nothing fits, and clears", async () => {
    const { page } = await threeTickets();
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByRole("menuitem", { name: "Priority" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Critical" }).click();
    await page.getByText("No ticket fits").waitFor();
    expect(new URL(page.url()).search).toBe("?priority_id=4");
    await page.getByRole("button", { name: "Clear", exact: true }).click();

    await expect.poll(() => names(page)).toEqual(["Plum cake", "Pear tart", "Apple pie"]);
  });

  it("changes a field in place, and takes it back with a sentence when that is refused", async () => {
    const { page } = await threeTickets();
    await row(page, "Apple pie")
      .getByRole("button", { name: /^Status/ })
      .click();
    const [saved] = await Promise.all([
      answered(page, "PATCH", /tickets\/\w+-1\//),
      page.getByRole("menuitemcheckbox", { name: "In review" }).click(),
    ]);
    expect(saved.status()).toBe(200);
    await row(page, "Apple pie")
      .getByRole("button", { name: /^Status: In review/ })
      .waitFor();
    await page.route(/\/api\/tickets\/tickets\/\w+-2\//, (route) => route.fulfill({ status: 403, json: {} }));
    await row(page, "Pear tart")
      .getByRole("button", { name: /^Priority/ })
      .click();
    await page.getByRole("menuitemcheckbox", { name: "Critical" }).click();
    await page.getByText(/Priority of \w+-2 wasn't saved/).waitFor();

    await row(page, "Pear tart")
      .getByRole("button", { name: /^Priority: Medium/ })
      .waitFor();
  });

  it("changes many at once, and keeps selected what wasn't changed", async () => {
    const { page } = await threeTickets();
    await page.getByRole("checkbox", { name: "Select all that are loaded" }).check();
    const bar = page.getByRole("toolbar", { name: "With the selected tickets" });
    await bar.getByText("3 selected").waitFor();
    await bar.getByRole("button", { name: "Priority" }).click();
    await page.getByRole("menuitemcheckbox", { name: "High" }).click();
    await page.getByText("3 tickets changed.").waitFor();
    await expect.poll(() => page.getByRole("button", { name: /^Priority: High/ }).count()).toBe(3);
    await bar.waitFor({ state: "detached" });
    await row(page, "Plum cake").getByRole("checkbox").check();
    await row(page, "Apple pie")
      .getByRole("checkbox")
      .click({ modifiers: ["Shift"] });
    await bar.getByText("3 selected").waitFor();
    await bar.getByRole("button", { name: "Assignees" }).click();
    await page.getByRole("menuitemcheckbox", { name: /^ada-/ }).click();

    await page.getByText("3 tickets changed.").last().waitFor();
    await expect.poll(() => page.getByRole("button", { name: /^Assignees: ada-/ }).count()).toBe(3);
    await bar.waitFor({ state: "detached" });
    await row(page, "Plum cake").getByRole("checkbox").check();
    await bar.getByText("1 selected").waitFor();
    await page.getByRole("searchbox", { name: "Search tickets" }).fill("pear");

    await expect.poll(() => names(page)).toEqual(["Pear tart"]);
    expect(await bar.count()).toBe(0);
  });

  it("opens a ticket over itself, and is there again when it is closed", async () => {
    const { page } = await threeTickets();
    await row(page, "Pear tart").getByRole("link").click();
    const dialog = page.getByRole("dialog", { name: /^Ticket/ });
    await dialog.getByRole("textbox", { name: "Title" }).fill("Pear flan");
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).pathname).toMatch(/^\/p\/\w+\/t\/\w+-2$/);
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "detached" });

    expect(new URL(page.url()).pathname).toBe("/tickets");
    await row(page, "Pear flan").waitFor();
  });

  it("keeps a view under a name, also as a box of the dashboard", async () => {
    const { page } = await threeTickets();
    await page.goto("/tickets?search=pear");
    await expect.poll(() => names(page)).toEqual(["Pear tart"]);
    await page.getByRole("button", { name: "Saved views" }).click();
    await page.getByRole("menuitem", { name: "Save this view…" }).click();
    const dialog = page.getByRole("dialog", { name: "Save this view" });
    await dialog.getByLabel("Name").fill("Pears");
    await dialog.getByLabel("Show it on the dashboard").check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.goto("/dashboard");

    await page.getByRole("listitem", { name: "Pears" }).getByText("Pear tart").waitFor();
  });
});

describe("Deadlines", () => {
  it("stand above the tickets that they are of, the done ones last", async () => {
    const { page } = await threeTickets();
    await row(page, "Pear tart").getByRole("button", { name: /^Due/ }).click();
    await page.getByLabel(/^Due date of/).fill("2020-01-31");
    await page.keyboard.press("Enter");
    await row(page, "Plum cake")
      .getByRole("button", { name: /^Status/ })
      .click();
    await page.getByRole("menuitemcheckbox", { name: "Done" }).click();
    await row(page, "Plum cake")
      .getByRole("button", { name: /^Status: Done/ })
      .waitFor();
    await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Deadline" }).click();
    await page.getByRole("heading", { name: "Overdue" }).waitFor();

    await expect.poll(() => names(page)).toEqual(["Pear tart", "Apple pie", "Plum cake"]);
    await expect.poll(() => page.locator("[role=table] h2").allInnerTexts()).toEqual(["Overdue", "No date", "Done"]);
  });
});

describe("The board of a query", () => {
  it("shows the same tickets as the list, takes moves, and opens a ticket over itself", async () => {
    const { page } = await threeTickets();
    await page.goto("/tickets?search=p&assignee=none&ordering=name");
    await row(page, "Pear tart").waitFor();
    await page.getByRole("searchbox", { name: "Search tickets" }).fill("pear");
    await expect.poll(() => names(page)).toEqual(["Pear tart"]);
    await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Board" }).click();
    await expect.poll(() => titles(page, "To Do")).toEqual(["Pear tart"]);
    const [moved] = await Promise.all([answered(page, "PATCH", /tickets\/\w+-2\//), drag(page, "Pear tart", "Done")]);
    expect(moved.status()).toBe(200);
    await card(page, "Pear tart").getByRole("link").click();
    await page.getByRole("dialog", { name: /^Ticket/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("searchbox", { name: "Search tickets" }).fill("");

    await expect.poll(() => titles(page, "To Do")).toEqual(["Apple pie", "Plum cake"]);
    expect(await titles(page, "Done")).toEqual(["Pear tart"]);
  });
});

describe("The command palette", () => {
  it("finds tickets by words and by key, pages, and what can be done", async () => {
    const { page } = await threeTickets();
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "Search and commands" });
    await palette.getByRole("combobox").fill("plu");
    await palette.getByRole("option", { name: /Plum cake/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: /^Ticket/ }).waitFor();
    await page.getByRole("textbox", { name: "Title" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await palette.getByRole("combobox").fill("dashb");
    await palette.getByRole("option", { name: /Dashboard/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Dashboard" }).waitFor();
    await page.keyboard.press("Control+k");
    await palette.getByRole("combobox").fill("dark");
    await palette.getByRole("option", { name: "Dark theme" }).waitFor();
    await page.keyboard.press("Enter");

    await expect.poll(() => page.evaluate("document.documentElement.dataset.theme")).toBe("dark");
  });

  it("does what the open ticket's head does: takes it, follows it, copies and deletes it", async () => {
    const { page } = await threeTickets();
    const palette = page.getByRole("dialog", { name: "Search and commands" });
    const run = async (typed: string, name: string) => {
      await page.keyboard.press("Control+k");
      await palette.getByRole("combobox").fill(typed);
      await palette.getByRole("option", { name }).waitFor();
      await page.keyboard.press("Enter");
      await palette.waitFor({ state: "detached" });
    };
    await row(page, "Plum cake").getByRole("link", { name: "Plum cake" }).click();
    await page.getByText("created this ticket").waitFor();
    await page.keyboard.press("Control+k");
    await palette.getByRole("combobox").fill("ticket");
    await palette.getByRole("option", { name: "Delete ticket" }).waitFor();
    expect(await palette.getByRole("option", { name: "Filter tickets" }).count()).toBe(0); // the page's behind it
    await page.keyboard.press("Escape");
    await palette.waitFor({ state: "detached" });
    await run("assign to", "Assign to me");
    await page.getByRole("button", { name: "Assign to me" }).waitFor({ state: "detached" });
    await run("stop", "Stop following");
    await page.getByRole("button", { name: "Follow", exact: true }).waitFor();
    await run("follow", "Follow");
    await page.getByRole("button", { name: "Following", exact: true }).waitFor();
    await run("delete", "Delete ticket");
    await page.getByText(/-\d deleted/).waitFor();

    await row(page, "Plum cake").waitFor({ state: "detached" });
  });

  it("begins a ticket from any page, and goes to pages by two keys, also from a checkbox", async () => {
    const { page } = await threeTickets();
    await row(page, "Apple pie").getByRole("checkbox").focus();
    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await page.getByRole("heading", { level: 1, name: "Dashboard" }).waitFor();
    await page.keyboard.press("c");

    await column(page, "To Do").waitFor();
    await page.getByRole("textbox", { name: "Add ticket to To Do" }).waitFor();
  });
});

describe("A list of thousands", () => {
  let owner: Person;
  beforeAll(async () => {
    owner = await product.seed(1000, "MANY");
  });

  it("draws the rows that one sees, and reads on to the last while one scrolls", async () => {
    const page = await product.page();
    await page.goto("/tickets?project=MANY");
    await login(page, owner);
    await rows(page).first().waitFor();
    const table = page.getByRole("table", { name: "Tickets" });
    expect(await table.getAttribute("aria-rowcount")).toBe("1001");
    expect(await violations(page)).toEqual([]);
    const toEnd = "() => { const t = document.querySelector('[role=table]'); t.scrollTop = t.scrollHeight; }";
    await expect
      .poll(
        async () => {
          await page.evaluate(`(${toEnd})()`);
          return rows(page).last().getAttribute("aria-rowindex");
        },
        { timeout: 60_000 },
      )
      .toBe("1001");

    expect(await rows(page).count()).toBeLessThan(80);
    await page.getByText("That's all.").waitFor();
  });
});
