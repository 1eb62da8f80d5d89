import { describe, expect, it } from "vitest";
import { addTickets, answered, card, column, editDescription, register } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();
const PATCH = /\/tickets\/tickets\/[^/]+\/$/;

describe("a ticket's page", () => {
  it("is what its address opens, leads to the board, and from there the ticket lies over it", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Find me"]);
    await card(page, "Find me").getByRole("link").click();
    await page.getByRole("dialog").waitFor();
    await page.goto(page.url());
    await page.getByRole("heading", { level: 2, name: "Find me" }).waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await page.getByRole("list", { name: "To Do" }).count()).toBe(0);
    await page.getByRole("link", { name: "To the board" }).click();
    await card(page, "Find me").waitFor();
    await page.goBack();

    await page.getByRole("dialog").waitFor();
    await column(page, "To Do").getByText("Find me").waitFor();
  });

  it("is made of the dialog with what was typed in it, and closing goes back to the board", async () => {
    const page = await product.page();
    await register(page);
    const board = new URL(page.url()).pathname;
    await addTickets(page, "To Do", ["Grow me"]);
    await card(page, "Grow me").getByRole("link").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("created this ticket").waitFor();
    await (await editDescription(page)).fill("Not saved yet");
    await dialog.getByRole("link", { name: "Open as a page" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await page.getByRole("textbox", { name: "Description" }).inputValue()).toBe("Not saved yet");
    const saved = answered(page, "PATCH", PATCH);
    await page.getByRole("button", { name: "Save" }).click();
    expect((await saved).status()).toBe(200);
    await page.goBack();

    await card(page, "Grow me").waitFor();
    expect(new URL(page.url()).pathname).toBe(board);
    expect(await dialog.count()).toBe(0);
  });

  it("leads to the board when its ticket is deleted there, and takes that back", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Drop me"]);
    await card(page, "Drop me").getByRole("link").click();
    await page.getByRole("dialog").waitFor();
    await page.goto(page.url());
    await page.getByRole("button", { name: "Delete ticket" }).click();
    await page.getByText(/-1 deleted/).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();

    await card(page, "Drop me").waitFor();
  });

  it("says that there is no such ticket", async () => {
    const page = await product.page();
    await register(page);
    await page.goto(`${page.url()}/t/${new URL(page.url()).pathname.split("/").at(-1)}-99`);
    await page.getByRole("heading", { name: "No such ticket" }).waitFor();
    await page.getByRole("button", { name: "To the board" }).click();

    await column(page, "To Do").waitFor();
  });
});

describe("choosing by typing", () => {
  it("assigns people and takes them off, one by one", async () => {
    const page = await product.page();
    const me = await register(page);
    await addTickets(page, "To Do", ["Whose?"]);
    await card(page, "Whose?").getByRole("link").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Assignees" }).fill(me.username.slice(0, 6));
    const assigned = answered(page, "PATCH", PATCH);
    await page.getByRole("option", { name: me.username }).click();
    expect((await assigned).request().postDataJSON()).toMatchObject({ assignee_ids: [expect.any(String)] });
    await dialog.getByText("assigned themselves").waitFor();
    const freed = answered(page, "PATCH", PATCH);
    await dialog.getByRole("button", { name: `Remove ${me.username}` }).click();

    expect((await freed).request().postDataJSON()).toEqual({ assignee_ids: [] });
    expect((await freed).status()).toBe(200);
  });

  it("makes a ticket part of another, which lists it, and lets it go", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["The whole", "A part"]);
    await card(page, "A part").getByRole("link").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Part of" }).fill("whole");
    const joined = answered(page, "PATCH", PATCH);
    await page.getByRole("option", { name: "The whole" }).click();
    expect((await joined).status()).toBe(200);
    await dialog.getByRole("link", { name: /The whole/ }).click();
    await dialog.getByRole("tab", { name: "Subtasks 0/1" }).click();
    await dialog.getByRole("link", { name: /A part/ }).click();
    const freed = answered(page, "PATCH", PATCH);
    await dialog.getByRole("button", { name: /^Remove .* The whole/ }).click();

    expect((await freed).request().postDataJSON()).toEqual({ parent: null });
    await dialog.getByRole("combobox", { name: "Part of" }).waitFor();
  });
});
