import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { addTickets, answered, card, column, editDescription, keyOf, register, type Person } from "./acts.ts";
import { as, promote } from "./api.ts";
import { withProduct } from "./product.ts";

const product = withProduct();
const PATCH = /\/tickets\/tickets\/[^/]+\/$/;
const COMMENTS = /\/tickets\/comments\/$/;

async function open(page: Page, name: string) {
  await card(page, name).getByRole("link").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("created this ticket").waitFor();
  return dialog;
}

const close = async (page: Page) => {
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
};

describe("a description", () => {
  it("is read as Markdown, begun by a click, previewed, and saved with Ctrl Enter", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Describe me", "The other"]);
    const dialog = await open(page, "Describe me");
    const key = new URL(page.url()).pathname.split("/").at(-1)?.replace("-1", "") ?? "";
    const field = await editDescription(page);
    await field.fill(`# Why\n\nSee ${key}-2 and [docs](https://example.org/x). \n\n- [x] read <b>this</b>`);
    await dialog.getByRole("tab", { name: "Preview" }).click();
    await dialog.getByRole("heading", { name: "Why", level: 4 }).waitFor();
    await dialog.getByRole("tab", { name: "Write" }).click();
    const saved = answered(page, "PATCH", PATCH);
    await field.press("Control+Enter");
    expect((await saved).status()).toBe(200);
    await dialog.getByText("read <b>this</b>").waitFor();
    expect(await dialog.getByRole("link", { name: "docs" }).getAttribute("rel")).toBe("noopener noreferrer");
    await expect.poll(() => page.evaluate("document.activeElement.ariaLabel")).toBe("Edit description");
    await dialog.getByText("read <b>this</b>").click();
    await field.waitFor();
    await field.press("Escape");
    await dialog.getByRole("link", { name: `${key}-2` }).click();

    await page.getByRole("dialog").getByRole("heading", { name: "The other" }).waitFor();
  });

  it("shows what somebody else saved meanwhile beside one's own text, and loses neither", async () => {
    const page = await product.page();
    const me = await register(page);
    await addTickets(page, "To Do", ["Both write"]);
    const dialog = await open(page, "Both write");
    const field = await editDescription(page);
    await field.fill("Mine");
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await elsewhere(me, "PATCH", `tickets/${id}/`, { description: "Theirs" });
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("group", { name: "Saved by somebody else meanwhile" }).getByText("Theirs").waitFor();
    expect(await field.inputValue()).toBe("Mine");
    const saved = answered(page, "PATCH", PATCH);
    await dialog.getByRole("button", { name: "Save" }).click();

    expect((await saved).status()).toBe(200);
    await dialog.getByText("Mine", { exact: true }).waitFor();
  });

  it("runs nothing that stands in it", async () => {
    const page = await product.page();
    const me = await register(page);
    await addTickets(page, "To Do", ["Hostile"]);
    await open(page, "Hostile");
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const description = [
      "<img src=x onerror=document.title='hacked'>",
      "<svg onload=document.title='hacked'>",
      "[click](javascript:document.title='hacked')",
      "![x\" onerror=document.title='hacked' y=\"](/api/tickets/attachments/a/)",
      "the end",
    ].join("\n\n");
    await elsewhere(me, "PATCH", `tickets/${id}/`, { description });
    await page.reload();
    await page.getByText("the end").waitFor();
    await page.getByText("click").click();

    expect(await page.title()).not.toContain("hacked");
    expect(await page.locator("img[src=x], svg[onload], a[href^=javascript]").count()).toBe(0);
  });
});

/** Something that somebody else does, in another tab or by a program. */
/** What the same person does in another place. */
async function elsewhere(me: Person, method: string, path: string, body: object) {
  return (await as(product.url, me))(method, path, body);
}

describe("a ticket's comments", () => {
  it("are written with members' names, changed, deleted and brought back; the card counts them", async () => {
    const page = await product.page();
    const me = await register(page);
    await addTickets(page, "To Do", ["Talk here"]);
    const dialog = await open(page, "Talk here");
    await dialog.getByRole("button", { name: "Add a comment" }).click();
    const field = dialog.getByRole("textbox", { name: "Add a comment" });
    await field.pressSequentially(`Hello @${me.username.slice(0, 5)}`);
    await dialog.getByRole("option", { name: me.username }).waitFor();
    await field.press("Enter");
    await field.pressSequentially("**now**");
    expect(await field.inputValue()).toBe(`Hello @${me.username} **now**`);
    const sent = answered(page, "POST", COMMENTS);
    await field.press("Control+Enter");
    const said = dialog.getByRole("article", { name: `Comment of ${me.username}` });
    await said.getByText(`@${me.username}`).waitFor();
    expect((await sent).status()).toBe(201);
    expect(await field.inputValue()).toBe("");
    await said.getByRole("button", { name: /^Actions for/ }).click();
    await page.getByRole("menuitem", { name: "Edit comment" }).click();
    await dialog.getByRole("textbox", { name: "Edit comment" }).fill("Changed my mind");
    await dialog.getByRole("button", { name: "Save" }).click();
    await said.getByText("· edited").waitFor();
    await dialog.getByRole("tab", { name: "Activity 1" }).waitFor();
    await said.getByRole("button", { name: /^Actions for/ }).click();
    await page.getByRole("menuitem", { name: "Delete comment" }).click();
    await said.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await said.getByText("Changed my mind").waitFor();
    await close(page);

    await card(page, "Talk here").getByText("1 comment", { exact: true }).waitFor({ state: "attached" });
  });

  it("are kept as drafts when the ticket is closed, and come back to their field when they are refused", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Talk here"]);
    const dialog = await open(page, "Talk here");
    await dialog.getByRole("button", { name: "Add a comment" }).click();
    const field = dialog.getByRole("textbox", { name: "Add a comment" });
    await field.fill("Not sent yet");
    await close(page);
    await open(page, "Talk here");
    expect(await field.inputValue()).toBe("Not sent yet");
    await page.route(COMMENTS, (route) => route.fulfill({ status: 503, body: "{}" }));
    await dialog.getByRole("button", { name: "Comment", exact: true }).click();
    await page.getByText("Your comment wasn't added. The server is busy.").waitFor();
    expect(await field.inputValue()).toBe("Not sent yet");
    expect(await dialog.getByRole("article").count()).toBe(0);
    await page.unroute(COMMENTS);
    await field.press("Meta+Enter");

    await dialog.getByRole("article").getByText("Not sent yet").waitFor();
    expect(await dialog.getByRole("article").count()).toBe(1);
  });

  it("of long talks begin with the last ones, and go back when asked", async () => {
    const page = await product.page();
    const me = await register(page);
    await addTickets(page, "To Do", ["Long talk"]);
    await open(page, "Long talk");
    const ticket = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const ask = await as(product.url, me);
    for (let n = 1; n <= 24; n += 1) await ask("POST", "comments/", { ticket, content: `Number ${n}.` });
    await page.reload();
    await page.getByText("Number 24.").waitFor();
    await page.getByRole("button", { name: "Show earlier" }).click();
    await page.getByText("Number 1.", { exact: true }).waitFor();
    const told = await page.getByRole("list", { name: "Activity" }).getByRole("article").allInnerTexts();

    expect(told.map((text) => Number(/Number (\d+)/.exec(text)?.[1]))).toEqual(
      Array.from({ length: 24 }, (_, i) => i + 1),
    );
  });
});

describe("what belongs to a ticket", () => {
  it("is linked to another, found by its words, and let go", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Lay the track", "Build the station"]);
    const dialog = await open(page, "Lay the track");
    await dialog.getByRole("tab", { name: "Links" }).click();
    await dialog.getByLabel("This ticket", { exact: true }).click();
    await page.getByRole("option", { name: "blocks", exact: true }).click();
    const search = page.waitForResponse((response) => response.url().includes("search=station"));
    await dialog.getByRole("combobox", { name: "Ticket to link" }).fill("station");
    await search;
    await page.getByRole("option", { name: /Build the station/ }).click();
    await dialog.getByRole("tab", { name: "Links 1" }).waitFor();
    await dialog.getByRole("list", { name: "Tickets that this one blocks" }).getByRole("link").click();
    await page.getByRole("dialog").getByRole("heading", { name: "Build the station", level: 2 }).waitFor();
    await page.getByText(/added the link “is blocked by/).waitFor();
    await dialog.getByRole("tab", { name: "Links 1" }).click();
    const list = dialog.getByRole("list", { name: "Tickets that this one is blocked by" });
    await list.getByText("Lay the track").waitFor();
    await list.getByRole("button", { name: /^Remove the link/ }).click();
    await list.waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate("document.activeElement.ariaLabel")).toBe("Ticket to link");
    await dialog.getByText("No links yet.").waitFor();
  });

  it("are subtasks added in place, whose bar follows the board, and oneself by one click", async () => {
    const page = await product.page();
    const me = await register(page);
    await addTickets(page, "To Do", ["The whole"]);
    const dialog = await open(page, "The whole");
    await dialog.getByRole("button", { name: "Assign to me" }).click();
    await dialog.getByRole("button", { name: `Remove ${me.username}` }).waitFor();
    await dialog.getByRole("tab", { name: "Subtasks" }).click();
    await dialog.getByRole("button", { name: "Add subtask" }).click();
    for (const name of ["First part", "Second part"]) {
      await dialog.getByRole("textbox", { name: "Add subtask" }).fill(name);
      await page.keyboard.press("Enter");
      await dialog.getByRole("list", { name: "Subtasks" }).getByRole("link", { name }).waitFor();
    }
    await dialog.getByRole("tab", { name: "Subtasks 0/2" }).waitFor();
    await dialog.getByRole("link", { name: /First part/ }).click();
    await page.getByRole("dialog").getByRole("heading", { name: "First part" }).waitFor();
    const moved = answered(page, "PATCH", PATCH);
    await dialog.getByLabel("Column").click();
    await page.getByRole("option", { name: "Done" }).click();
    await moved;
    await dialog.getByRole("link", { name: /The whole/ }).click();
    await dialog.getByRole("tab", { name: "Subtasks 1/2" }).click();

    await dialog.getByRole("progressbar", { name: "1 of 2 done" }).waitFor();
  });

  it("is left for the next one and the one before, by buttons and keys, and closing leads to the board", async () => {
    const page = await product.page();
    await register(page);
    const board = new URL(page.url()).pathname;
    await addTickets(page, "To Do", ["One", "Two"]);
    await addTickets(page, "Done", ["Three"]);
    await open(page, "One");
    const shown = (name: string) => page.getByRole("dialog").getByRole("heading", { name, level: 2 }).waitFor();
    await page.getByRole("button", { name: "Next ticket" }).click();
    await shown("Two");
    await page.keyboard.press("j");
    await shown("Three");
    expect(await page.getByRole("button", { name: "Next ticket" }).isDisabled()).toBe(true);
    await page.keyboard.press("k");
    await shown("Two");
    await close(page);

    expect(new URL(page.url()).pathname).toBe(board);
    await column(page, "To Do").getByText("Two").waitFor();
    await page.goForward();
    await shown("Two");
  });

  it("can be copied as a link and as a key", async () => {
    const page = await product.page({ permissions: ["clipboard-read", "clipboard-write"] });
    await register(page);
    await addTickets(page, "To Do", ["Take me along"]);
    await open(page, "Take me along");
    const copied = async (what: string, said: RegExp) => {
      await page.getByRole("button", { name: "Copy", exact: true }).click();
      await page.getByRole("menuitem", { name: what }).click();
      await page.getByText(said).waitFor();
      return page.evaluate<string>("navigator.clipboard.readText()");
    };

    expect(await copied("Copy link", /Link copied/)).toBe(page.url());
    expect(await copied("Copy key", /-1 copied/)).toMatch(/^[A-Z0-9]+-1$/);
  });
});

describe("a ticket's tags", () => {
  it("are chosen from the project's, there at once, and given back", async () => {
    const page = await product.page();
    const me = await register(page);
    const key = keyOf(page);
    await promote(product.url, me);
    const ask = await as(product.url, me);
    await ask("POST", "tags/", { project: key, name: "Villa" });
    await ask("POST", "tags/", { project: key, name: "Forum" });
    await page.reload();
    await addTickets(page, "To Do", ["Tag me"]);
    const dialog = await open(page, "Tag me");
    const field = dialog.getByRole("combobox", { name: "Tags" });
    await field.fill("vil");
    const saved = answered(page, "PATCH", PATCH);
    await page.getByRole("option", { name: "Villa" }).click();
    await dialog.getByRole("list", { name: "Tags" }).getByText("Villa").waitFor();
    expect((await saved).status()).toBe(200);
    await page.reload();
    await page.getByRole("list", { name: "Tags" }).getByText("Villa").waitFor();
    const gone = answered(page, "PATCH", PATCH);
    await page.getByRole("button", { name: "Remove Villa" }).click();
    expect((await gone).status()).toBe(200);

    await expect.poll(() => page.getByRole("list", { name: "Tags" }).count()).toBe(0);
  });
});
