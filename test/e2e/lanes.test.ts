import type { Locator, Page } from "playwright";
import { describe, expect, it } from "vitest";
import { answered, card, column, PATIENCE_MS, register, type Person } from "./acts.ts";
import { as, type Api } from "./api.ts";
import { withProduct } from "./product.ts";
import { expectSound } from "./sound.ts";

const product = withProduct();

const cell = column;
const inCell = (page: Page, name: string) => cell(page, name).locator("[data-card] a").allInnerTexts();
const lane = (page: Page, name: string): Locator => page.getByRole("region", { name: new RegExp(`^${name}, `) });
const search = (page: Page) => new URL(page.url()).search;

async function display(page: Page, choice: string) {
  await page.getByRole("button", { name: "Display" }).click();
  await page.getByRole("menuitemcheckbox", { name: choice }).click();
}

interface Team {
  readonly page: Page;
  readonly me: Person;
  readonly key: string;
  readonly api: Api;
  readonly make: (name: string, fields?: object) => Promise<string>;
}

/** A project of one's own, whose board is open. */
async function aTeam(options: Parameters<typeof product.page>[0] = {}): Promise<Team> {
  const page = await product.page(options);
  const me = await register(page);
  const key = new URL(page.url()).pathname.split("/")[2] ?? "";
  const api = await as(product.url, me);
  const make = async (name: string, fields: object = {}) =>
    (await api<{ id: string }>("POST", "tickets/", { project: key, name, ...fields })).id;
  return { page, me, key, api, make };
}

/** Carries a card by mouse into a cell, and lets go when the board shows where it would stand. */
async function carry(page: Page, title: string, to: string) {
  const from = await card(page, title).boundingBox();
  if (!from) throw new Error("no card to carry");
  await page.mouse.move(from.x + 40, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(from.x + 48, from.y + 20, { steps: 3 });
  await page.locator("#dnd-action-dragged-el").waitFor();
  const there = await cell(page, to).boundingBox();
  if (!there) throw new Error("no cell to carry to");
  await page.mouse.move(there.x + there.width / 2, there.y + Math.min(there.height / 2, 40), { steps: 10 });
  await cell(page, to).locator("[data-is-dnd-shadow-item-internal]").waitFor({ state: "attached" });
  await page.mouse.up();
  await page.locator("#dnd-action-dragged-el").waitFor({ state: "detached" });
}

const saved = (page: Page) => answered(page, "PATCH", /\/tickets\/tickets\/[^/]+\/$/);

describe("swimlanes", () => {
  it("are chosen from a menu, stand in the address, and are there again after a reload", async () => {
    const { page, me, key, make } = await aTeam();
    await make("Somebody's", { assignee_ids: [] });
    await make("Urgent", { priority_id: 4 });
    await page.reload();
    await card(page, "Urgent").waitFor();
    await display(page, "By priority");
    await lane(page, "Critical").waitFor();
    expect(await inCell(page, "To Do, Critical")).toEqual(["Urgent"]);
    expect(await inCell(page, "To Do, Medium")).toEqual(["Somebody's"]);
    await expect.poll(() => search(page)).toBe("?lanes=priority");
    await page.reload();
    await lane(page, "Critical").waitFor();
    expect(await inCell(page, "To Do, Critical")).toEqual(["Urgent"]);
    await page.goto(`/tickets?view=board&project=${key}&lanes=assignee`);
    await lane(page, "Unassigned").waitFor();
    await lane(page, me.username).waitFor();
    await display(page, "None");

    await column(page, "To Do").waitFor();
    await expect.poll(() => search(page)).toBe(`?view=board&project=${key}`);
  });

  it("take a carried card's place and its priority in one write, by mouse", async () => {
    const { page, key, api, make } = await aTeam();
    const id = await make("Carry me");
    await make("Neighbour", { priority_id: 4, column: undefined });
    await page.goto(`/p/${key}?lanes=priority`);
    await card(page, "Carry me").waitFor();
    const patches: unknown[] = [];
    page.on("request", (request) => request.method() === "PATCH" && patches.push(request.postDataJSON()));
    const patch = saved(page);
    await carry(page, "Carry me", "In Progress, High");
    await expect.poll(() => inCell(page, "In Progress, High")).toEqual(["Carry me"]);
    expect((await patch).status()).toBe(200);
    expect(patches).toMatchObject([{ priority_id: 3 }]);
    await page.reload();

    await expect.poll(() => inCell(page, "In Progress, High"), { timeout: PATIENCE_MS }).toEqual(["Carry me"]);
    expect(await api("GET", `tickets/${id}/`)).toMatchObject({ priority_id: 3, column_name: "In Progress" });
  });

  it("take a card by keyboard: along the lane, and past its ends to the next one", async () => {
    const { page, me, key, api, make } = await aTeam();
    const id = await make("Walk with me");
    await page.goto(`/p/${key}?lanes=assignee`);
    await card(page, "Walk with me").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => inCell(page, "In Progress, Unassigned")).toEqual(["Walk with me"]);
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => inCell(page, `In Progress, ${me.username}`)).toEqual(["Walk with me"]);
    const patch = saved(page);
    await page.keyboard.press("Space");
    expect((await patch).status()).toBe(200);
    await expect.poll(() => page.evaluate<string | null>("document.activeElement.getAttribute('data-card')")).toBe(id);
    await page.reload();

    await expect.poll(() => inCell(page, `In Progress, ${me.username}`)).toEqual(["Walk with me"]);
    expect(await api("GET", `tickets/${id}/`)).toMatchObject({
      column_name: "In Progress",
      assignees: [{ username: me.username }],
    });
  });

  it("bring a card back with the reason when the API refuses, and without asking it when that would tear it apart", async () => {
    const { page, key, api, make } = await aTeam();
    const epic = await make("Doors", { type: "epic" });
    const story = await make("Hinges", { type: "story", parent: epic });
    await make("Oil them", { parent: story });
    // Four below one another already: under an epic they would be too many.
    let top = await make("Deep");
    for (const name of ["b", "c", "d", "e"]) top = await make(name, { parent: top });
    await page.goto(`/p/${key}?lanes=epic`);
    await expect.poll(() => inCell(page, "To Do, Doors")).toEqual(["Doors", "Hinges", "Oil them"]);
    await carry(page, "Oil them", "Review, No epic");
    await page.getByText(`is part of ${story} and goes with it`).waitFor();
    await expect.poll(() => inCell(page, "To Do, Doors")).toEqual(["Doors", "Hinges", "Oil them"]);
    const patch = saved(page);
    await carry(page, "Deep", "Review, Doors");
    expect((await patch).status()).toBe(400);
    await page.getByText("A chain of tickets has at most 5").waitFor();

    await expect.poll(() => inCell(page, "To Do, No epic")).toContain("Deep");
    expect(await inCell(page, "Review, Doors")).toEqual([]);
    expect(await api("GET", `tickets/${epic}/`)).toMatchObject({ subtasks_count: 1 });
  });

  it("keep what one writes in sight, ticket after ticket", async () => {
    const { page, key, make } = await aTeam();
    for (let n = 0; n < 6; n += 1) await make(`Tile ${n}`);
    const height = 600;
    await page.setViewportSize({ width: 1440, height });
    await page.goto(`/p/${key}?lanes=priority`);
    await card(page, "Tile 5").waitFor();
    await page.keyboard.press("c");
    const field = page.getByRole("textbox", { name: "Add ticket to To Do, Medium" });
    for (const name of ["Floor", "Wall", "Roof"]) {
      await field.fill(name);
      await page.keyboard.press("Enter");
      await cell(page, "To Do, Medium")
        .locator("[data-card]:not([data-card^='draft'])")
        .filter({ hasText: name })
        .waitFor();
    }

    const box = await field.boundingBox();
    expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
  });

  it("give a ticket that is added in one what it is of, and a new one nothing", async () => {
    const { page, key, api, make } = await aTeam();
    const epic = await make("Doors", { type: "epic" });
    await page.goto(`/p/${key}?lanes=epic`);
    await cell(page, "Review, Doors").hover();
    const add = async (where: string, name: string) => {
      const field = page.getByRole("textbox", { name: `Add ticket to ${where}` });
      await field.fill(name);
      await page.keyboard.press("Enter");
      await cell(page, where).locator("[data-card]:not([data-card^='draft'])").filter({ hasText: name }).waitFor();
      await page.keyboard.press("Escape");
    };
    await page.getByRole("button", { name: "Add ticket to Review, Doors" }).click();
    await add("Review, Doors", "Paint");
    await page.keyboard.press("c");
    await add("To Do, No epic", "Lone");

    const { results } = await api<{ results: { name: string; parent: string | null; column_name: string }[] }>(
      "GET",
      `tickets/?project=${key}&ordering=created_at`,
    );
    expect(results.map(({ name, parent, column_name }) => [name, parent, column_name])).toEqual([
      ["Doors", null, "To Do"],
      ["Paint", epic, "Review"],
      ["Lone", null, "To Do"],
    ]);
  });

  it("are left by a card's menu, fold, and stay folded; their heads lead to the epic", async () => {
    const { page, key, make } = await aTeam();
    const epic = await make("Doors", { type: "epic" });
    await make("Paint");
    await page.goto(`/p/${key}?lanes=epic`);
    await card(page, "Paint").hover();
    await card(page, "Paint").getByRole("button").click();
    const patch = saved(page);
    await page.getByRole("menu").getByText("Doors").click();
    expect((await patch).status()).toBe(200);
    await expect.poll(() => inCell(page, "To Do, Doors")).toEqual(["Doors", "Paint"]);
    await page.getByRole("button", { name: "Tickets of Doors" }).click();
    await expect.poll(() => cell(page, "To Do, Doors").count()).toBe(0);
    await page.reload();
    await lane(page, "Doors").waitFor();
    expect(await cell(page, "To Do, Doors").count()).toBe(0);
    await lane(page, "Doors").getByRole("link", { name: epic }).click();

    await page.getByRole("dialog", { name: `Ticket ${epic}` }).waitFor();
  });

  it("are commands of the palette, too", async () => {
    const { page, make } = await aTeam();
    await make("One");
    await page.reload();
    await card(page, "One").waitFor();
    await page.getByRole("button", { name: "Display" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("swimlanes by ass");
    await page.getByRole("option", { name: "Swimlanes by assignee" }).click();

    await lane(page, "Unassigned").waitFor();
  });
});

const long = "A very long title that goes on and on about donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen";

describe("card density", () => {
  it("is kept, for whoever logs in elsewhere too", async () => {
    const { page, key, make, api } = await aTeam();
    await make(long);
    await page.reload();
    const height = async () => (await card(page, long).boundingBox())?.height ?? 0;
    await card(page, long).waitFor();
    const before = await height();
    const kept = answered(page, "PATCH", /auth\/me\/$/);
    await display(page, "Compact");
    expect((await kept).status()).toBe(200);
    await expect.poll(height).toBeLessThan(before * 0.75);
    await page.goto(`/p/${key}?lanes=priority`);
    await card(page, long).waitFor();

    await expect.poll(height).toBeLessThan(before * 0.75);
    const [inside, around] = [await card(page, long).boundingBox(), await cell(page, "To Do, Medium").boundingBox()];
    expect(inside?.width).toBeLessThanOrEqual(around?.width ?? 0);
    expect(await api("GET", "auth/me/")).toMatchObject({ preferences: { card_density: "compact" } });
  });
});

describe("lanes in either theme", () => {
  it.each([390, 1440])("are without fault for axe and without sideways scroll of the page at %i px", async (width) => {
    const { page, key, make } = await aTeam({ viewport: { width, height: 844 }, hasTouch: width < 500 });
    const sound = (what: string) => expectSound(page, what);
    const epic = await make(long, { type: "epic" });
    await make(long, { parent: epic, due_date: "2020-01-01", priority_id: 4 });
    await make("Short", { parent: epic });
    for (const kind of ["epic", "assignee", "priority"]) {
      await page.goto(`/p/${key}?lanes=${kind}`);
      await card(page, "Short").waitFor();
      await page.getByRole("button", { name: "Filter", exact: true }).waitFor();
      await sound(kind);
    }
    await display(page, "Compact");
    await page.locator(".compact").first().waitFor();
    await sound("compact");
    await page.getByRole("button", { name: "Tickets in Review" }).click();
    await page.getByRole("button", { name: "Tickets of Medium" }).click();
    await expect.poll(() => page.locator("[data-opens]").count()).toBe(2);
    await sound("folded");
    await page.getByRole("button", { name: "Display" }).click();
    await page.getByRole("menu").waitFor();
    await sound("display menu");
  });
});
