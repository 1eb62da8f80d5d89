import { describe, expect, it } from "vitest";
import { addTickets, answered, card, column, drag, editDescription, register, titles } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();
const PATCH = /\/tickets\/tickets\/[^/]+\/$/;

describe("a first day", () => {
  it("goes from registration to a moved ticket that is still there after a reload", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Write the plan", "Read the plan"]);
    const patches: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "PATCH") patches.push(request.url());
    });
    const saved = answered(page, "PATCH", PATCH);
    await drag(page, "Write the plan", "In Progress");
    expect((await saved).status()).toBe(200);
    await page.reload();
    await column(page, "In Progress").getByText("Write the plan").waitFor();

    expect(await titles(page, "To Do")).toEqual(["Read the plan"]);
    expect(await titles(page, "In Progress")).toEqual(["Write the plan"]);
    expect(patches).toHaveLength(1);
  });

  it("undoes a refused move with a sentence that says why", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Not yours to move"]);
    await page.route(PATCH, (route) =>
      route.fulfill({
        status: 403,
        contentType: "application/problem+json",
        body: JSON.stringify({ status: 403, code: "ticket.forbidden", detail: "No.", errors: {}, request_id: "r" }),
      }),
    );
    await drag(page, "Not yours to move", "Done");
    await page.getByText("went back to where it was. Only its assignees").waitFor();

    await column(page, "To Do").getByText("Not yours to move").waitFor();
    expect(await titles(page, "Done")).toEqual([]);
  });

  it("moves by keyboard, and keeps the focus on the card", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["First", "Second", "Third"]);
    await card(page, "First").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    const saved = answered(page, "PATCH", PATCH);
    await page.keyboard.press("Space");
    await saved;

    await expect.poll(() => titles(page, "To Do")).toEqual(["Second", "First", "Third"]);
    expect(await page.evaluate("document.activeElement.textContent")).toContain("First");
  });

  it("saves a ticket's fields one by one, and tells its history", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Name me"]);
    await card(page, "Name me").getByRole("link").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Title" }).fill("A better name");
    await page.keyboard.press("Enter");
    await (await editDescription(page)).fill("Why and **how**.");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByLabel("Priority").click();
    await page.getByRole("option", { name: "Critical" }).click();
    await dialog.getByText("set the priority to Critical").waitFor();
    await dialog.getByText("renamed it to “A better name”").waitFor();
    await page.reload();

    await expect.poll(() => page.getByRole("textbox", { name: "Title" }).inputValue()).toBe("A better name");
    await page.getByText("how", { exact: true }).waitFor();
    expect(await (await editDescription(page)).inputValue()).toBe("Why and **how**.");
    await page.getByRole("link", { name: "To the board" }).click();
    await card(page, "A better name").waitFor();
    expect(await titles(page, "To Do")).toEqual(["A better name"]);
  });

  it("opens a ticket at its own address, and closes it with the back button", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Find me"]);
    await card(page, "Find me").getByRole("link").click();
    await page.getByRole("dialog").waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/p\/[A-Z0-9]+\/t\/[A-Z0-9]+-1$/);
    await page.goBack();

    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await titles(page, "To Do")).toEqual(["Find me"]);
  });

  it("deletes a ticket, takes that back, and deletes it for good by leaving the page", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Keep me", "Drop me"]);
    const deletes: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "DELETE") deletes.push(request.url());
    });
    const drop = async () => {
      await card(page, "Drop me").getByRole("link").click();
      await page.getByRole("button", { name: "Delete ticket" }).click();
      await page.getByText(/-2 deleted/).waitFor();
    };
    await drop();
    expect(await titles(page, "To Do")).toEqual(["Keep me"]);
    await page.getByRole("button", { name: "Undo" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => titles(page, "To Do")).toEqual(["Keep me", "Drop me"]);
    expect(deletes).toEqual([]);
    await drop();
    await page.reload();

    // The request outlives its page, and isn't told to this test.
    const afterReload = async () => {
      await page.reload();
      await column(page, "To Do").getByText("Keep me").waitFor();
      return titles(page, "To Do");
    };
    await expect.poll(afterReload).toEqual(["Keep me"]);
  });

  it("filters by what stands in the address: shared, gone back to, and kept over an open ticket", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Red apple", "Green apple", "Pear"]);
    await page.getByRole("searchbox", { name: "Search tickets" }).pressSequentially("apple");
    await expect.poll(() => titles(page, "To Do")).toEqual(["Red apple", "Green apple"]);
    await page.getByText("2 of 3 shown").waitFor();
    await page.getByRole("button", { name: "Mine" }).click();
    await page.getByText("0 of 3 shown").waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe("?search=apple&assignee=me");
    await page.goBack();
    await page.getByText("2 of 3 shown").waitFor();
    await card(page, "Red apple").getByRole("link").click();
    await page.getByRole("dialog").waitFor();
    await page.reload();
    await page.getByRole("link", { name: "To the board" }).click();
    await page.getByText("2 of 3 shown").waitFor();
    expect(new URL(page.url()).search).toBe("?search=apple");
    await page.getByRole("button", { name: "Clear" }).click();

    await expect.poll(() => titles(page, "To Do")).toHaveLength(3);
    await expect.poll(() => new URL(page.url()).search).toBe("");
  });
});
