import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { as, promote } from "./api.ts";
import { addTickets, column, keyOf, register, titles, type Person } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

const main = (page: Page) => page.getByRole("main");
const section = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name });
const focusedName = (page: Page) => page.evaluate<string>("document.activeElement.getAttribute('aria-label')");

/** A lead at the settings of their project, by the link beside the board's name. */
async function atProject(): Promise<{ page: Page; person: Person; key: string }> {
  const page = await product.page();
  const person = await register(page);
  const key = keyOf(page);
  await page.getByRole("link", { name: "Project settings" }).click();
  await page.getByRole("heading", { name: "General" }).waitFor();
  return { page, person, key };
}

describe("a project", () => {
  it("is renamed and described, and the switcher says so", async () => {
    const { page } = await atProject();
    await page.getByLabel("Name", { exact: true }).fill("Mosaic works");
    await page.getByLabel("Description").fill("Small tiles.");
    await page.getByLabel("Everybody in the project").check();
    await main(page).getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("The project is saved.").waitFor();
    await page.getByRole("navigation", { name: "Projects" }).getByText("Mosaic works").waitFor();
    await page.reload();
    await page.getByLabel("Everybody in the project").waitFor();

    expect(await page.getByLabel("Everybody in the project").isChecked()).toBe(true);
    expect(await page.getByLabel("Description").inputValue()).toBe("Small tiles.");
  });

  it("is saved over what others changed meanwhile in other fields", async () => {
    const { page, person, key } = await atProject();
    const api = await as(product.url, person);
    await api("PATCH", `projects/${key}/`, { description: "Theirs." });
    await page.getByLabel("Name", { exact: true }).fill("Mine");
    await main(page).getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("The project is saved.").waitFor();

    expect(await api("GET", `projects/${key}/`)).toMatchObject({ name: "Mine", description: "Theirs." });
  });

  it("is deleted by who types its key, and gone from the switcher", async () => {
    const { page, key } = await atProject();
    await page.getByRole("button", { name: "Delete project" }).click();
    const dialog = page.getByRole("dialog");
    const button = dialog.getByRole("button", { name: "Delete project" });
    expect(await button.isDisabled()).toBe(true);
    await dialog.getByLabel(`Type ${key} to confirm`).fill(key.toLowerCase());
    await button.click();
    await page.getByRole("heading", { name: "Create your first project" }).waitFor();
    expect(await page.getByRole("navigation", { name: "Projects" }).getByRole("listitem").count()).toBe(0);
    await page.goto(`/settings/projects/${key}`);

    await page.getByRole("heading", { name: "Nothing here" }).waitFor();
  });
});

describe("the members of a project", () => {
  it("are added, made lead, removed, and leave by themselves", async () => {
    const { page, key } = await atProject();
    const theirs = await product.page();
    const other = await register(theirs);
    await section(page, "Members").click();
    const add = async (name: string) => {
      await page.getByLabel("Username or e-mail").fill(name);
      await page.getByRole("button", { name: "Add", exact: true }).click();
    };
    await add("nobody-of-that-name");
    await page.getByText("There is no such person.").waitFor();
    await expect.poll(() => page.evaluate("document.activeElement.name")).toBe("username");
    await add(`${other.username}@example.org`);
    await page.getByText("This address hasn't been proven").waitFor();
    await add(other.username);
    const row = page.getByRole("list", { name: "Members" }).getByRole("listitem").filter({ hasText: other.username });
    await row.waitFor();
    const act = async (what: string) => {
      await row.getByRole("button").click();
      await page.getByRole("menuitem", { name: what }).click();
    };

    await theirs.goto(`/settings/projects/${key}`);
    await theirs.getByText("Project leads change them.").waitFor();
    expect(await theirs.getByRole("button", { name: "Save" }).count()).toBe(0);
    expect(await theirs.getByRole("button", { name: "Delete project" }).count()).toBe(0);
    await act("Make lead");
    await row.getByText("Lead").waitFor();
    await act("Make member");
    await row.getByText("Lead").waitFor({ state: "detached" });
    await section(theirs, "Members").click();
    await theirs.getByRole("button", { name: `Actions for ${other.username}` }).click();
    await theirs.getByRole("menuitem", { name: "Leave project" }).click();
    await theirs.getByRole("dialog").getByRole("button", { name: "Leave project" }).click();
    await column(theirs, "To Do").waitFor();
    expect(keyOf(theirs)).not.toBe(key);
    await expect.poll(() => theirs.getByRole("navigation", { name: "Projects" }).getByRole("listitem").count()).toBe(1);

    await act("Remove from project");
    await page.getByRole("dialog").getByRole("button", { name: "Remove from project" }).click();
    await page.getByRole("dialog").getByText("It no longer exists").waitFor();
  });

  it("keep a lead", async () => {
    const { page, person } = await atProject();
    await section(page, "Members").click();
    await page.getByRole("button", { name: `Actions for ${person.username}` }).click();
    await page.getByRole("menuitem", { name: "Leave project" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Leave project" }).click();

    await page.getByRole("dialog").getByText("A project needs a lead").waitFor();
  });
});

describe("the columns of a project", () => {
  it("are made, moved by keyboard with the focus kept, and deleted with their tickets moved on", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Keep me"]);
    await page.getByRole("link", { name: "Project settings" }).click();
    await section(page, "Columns").click();
    const names = () => page.getByRole("list", { name: "Columns" }).locator("p:first-child").allInnerTexts();
    await expect.poll(names).toEqual(["To Do", "In Progress", "Review", "Done"]);
    await page.getByRole("button", { name: "Add column" }).click();
    await page.getByRole("dialog").getByLabel("Column name").fill("Ideas");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await expect.poll(names).toEqual(["To Do", "In Progress", "Review", "Done", "Ideas"]);
    await page.getByRole("button", { name: "Move Ideas up" }).focus();
    for (const place of [3, 2, 1, 0]) {
      await page.keyboard.press("Enter");
      await expect.poll(async () => (await names()).indexOf("Ideas")).toBe(place);
      await expect.poll(() => focusedName(page)).toBe(place > 0 ? "Move Ideas up" : "Move Ideas down");
    }
    await page.getByText("Ideas is number 1 of 5 now.").waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Delete To Do" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete To Do?" });
    await dialog.getByLabel("Move its tickets to").click();
    await page.getByRole("option", { name: "Review" }).click();
    await dialog.getByRole("button", { name: "Delete column" }).click();
    await expect.poll(names).toEqual(["Ideas", "In Progress", "Review", "Done"]);
    await page.getByRole("link", { name: "To the board" }).click();

    await expect.poll(() => titles(page, "Review"), { timeout: 10_000 }).toEqual(["Keep me"]);
  });
});

describe("the tags of a project", () => {
  it("are made by superusers, with customers, their roles and a team", async () => {
    const { page, person, key } = await atProject();
    await section(page, "Tags").click();
    await page.getByText("Only superusers make and change tags.").waitFor();
    await promote(product.url, person);
    await (
      await as(product.url, person)
    )("POST", "contacts/", { name: "Gaius Plinius" });
    await page.reload();
    await main(page).getByRole("link", { name: "New tag" }).first().click();
    await page.getByLabel("Name", { exact: true }).fill("Villa");
    await page.getByRole("radio", { name: "Purple" }).check();
    await page.getByRole("button", { name: "Create tag" }).click();
    await page.getByRole("heading", { name: "Villa" }).waitFor();
    await page.getByRole("combobox", { name: "Add a customer" }).fill("plin");
    await page.getByRole("option", { name: "Gaius Plinius" }).click();
    await page.getByRole("button", { name: "Role of Gaius Plinius" }).click();
    await page.keyboard.type("buyer");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Role of Gaius Plinius" }).getByText("buyer").waitFor();
    await page.getByRole("combobox", { name: "Add a member of the project" }).fill(person.username);
    await page.getByRole("option", { name: person.username }).click();
    await page.getByRole("list", { name: "Team" }).getByText(person.username).first().waitFor();
    await page.getByLabel("Name", { exact: true }).fill("Villa Rustica");
    await main(page).getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Villa Rustica" }).waitFor();
    await section(page, "Tags").click();
    await page.getByRole("link", { name: "Villa Rustica" }).getByText("0 tickets · 1 customer").waitFor();
    await page.getByRole("link", { name: "Villa Rustica" }).click();
    await page.getByRole("heading", { name: "Villa Rustica" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Role of Gaius Plinius" }).getByText("buyer").waitFor();
    await page.getByRole("button", { name: "Remove Gaius Plinius" }).press("Enter");
    await page.getByText("No customer has this tag yet.").waitFor();
    // What had the focus has gone: the page's title has it.
    await expect.poll(() => page.evaluate<string>("document.activeElement.textContent.trim()")).toBe("Villa Rustica");
    await page.getByRole("button", { name: "Delete tag" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete tag" }).click();

    await page.getByRole("heading", { name: "No tags yet" }).waitFor();
    expect(page.url()).toContain(`/settings/projects/${key}/tags`);
  });
});
