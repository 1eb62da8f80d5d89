import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { addTickets, answered, card, column, register, titles } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();
const PATCH = /\/tickets\/tickets\/[^/]+\/$/;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** One finger, as Chromium hears it of a screen: it scrolls, taps and rests as on a phone. */
async function finger(page: Page) {
  const session = await page.context().newCDPSession(page);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: Point[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints });
  let at: Point = { x: 0, y: 0 };
  return {
    down: (to: Point) => send("touchStart", [(at = to)]),
    up: () => send("touchEnd", []),
    /** In steps, as fingers go. */
    async move(to: Point, steps = 12) {
      const from = at;
      for (let i = 1; i <= steps; i += 1) {
        at = { x: from.x + ((to.x - from.x) * i) / steps, y: from.y + ((to.y - from.y) * i) / steps };
        await send("touchMove", [at]);
      }
    },
  };
}

const phone = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true };
const carried = (page: Page) => page.locator("#dnd-action-dragged-el");

async function spotOf(page: Page, title: string): Promise<Point> {
  const box = await card(page, title).boundingBox();
  if (!box) throw new Error(`no card ${title}`);
  return { x: box.x + 60, y: box.y + box.height / 2 };
}

const scrolled = (page: Page, name: string) =>
  column(page, name).evaluate((list: { parentElement: { scrollTop: number } | null }) => list.parentElement?.scrollTop);

describe("a finger", () => {
  it("scrolls a column when it moves at once, and picks nothing up", async () => {
    const page = await product.page(phone);
    await register(page);
    await addTickets(page, "To Do", ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"]);
    await column(page, "To Do").evaluate((list: { parentElement: { scrollTop: number } | null }) => {
      if (list.parentElement) list.parentElement.scrollTop = 0;
    });
    const hand = await finger(page);
    const from = await spotOf(page, "Three");
    await hand.down(from);
    await hand.move({ x: from.x, y: from.y - 180 });
    expect(await carried(page).count()).toBe(0);
    await hand.up();

    await expect.poll(() => scrolled(page, "To Do")).toBeGreaterThan(80);
    expect(await titles(page, "To Do")).toEqual(["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"]);
  });

  it("carries a card after a rest, and puts it down where it is lifted", async () => {
    const page = await product.page(phone);
    await register(page);
    await addTickets(page, "To Do", ["One", "Two", "Three"]);
    const hand = await finger(page);
    await hand.down(await spotOf(page, "One"));
    await carried(page).waitFor();
    await hand.move(await spotOf(page, "Three"));
    // Its place is kept free while it is carried.
    await expect.poll(() => titles(page, "To Do")).toEqual(["Two", "Three", ""]);
    const saved = answered(page, "PATCH", PATCH);
    await hand.up();

    expect((await saved).status()).toBe(200);
    await expect.poll(() => titles(page, "To Do")).toEqual(["Two", "Three", "One"]);
    expect(await scrolled(page, "To Do")).toBe(0);
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it("carries a card to a column that is out of sight: the board scrolls at its edge", async () => {
    const page = await product.page(phone);
    await register(page);
    await addTickets(page, "To Do", ["One", "Two"]);
    const hand = await finger(page);
    const from = await spotOf(page, "One");
    await hand.down(from);
    await carried(page).waitFor();
    await hand.move({ x: 386, y: from.y });
    await column(page, "In Progress").locator("[data-is-dnd-shadow-item-internal]").waitFor({ state: "attached" });
    const left = () => column(page, "In Progress").evaluate((list) => list.getBoundingClientRect().left);
    await expect.poll(left, { timeout: 20_000 }).toBeLessThan(200);
    const saved = answered(page, "PATCH", PATCH);
    await hand.up();

    expect((await saved).status()).toBe(200);
    // The board may have scrolled on by the time the finger was lifted, and the card may still be on its way to its place.
    const beyond = async () => Promise.all(["In Progress", "Review", "Done"].map((name) => titles(page, name)));
    await expect.poll(async () => (await beyond()).flat()).toEqual(["One"]);
  });

  it("carries a card to another lane", async () => {
    const page = await product.page(phone);
    await register(page);
    await addTickets(page, "To Do", ["One", "Two"]);
    await page.goto(`${new URL(page.url()).pathname}?lanes=priority`);
    await card(page, "One").waitFor();
    const hand = await finger(page);
    await hand.down(await spotOf(page, "One"));
    await carried(page).waitFor();
    const there = await column(page, "To Do, High").boundingBox();
    if (!there) throw new Error("no such lane");
    await hand.move({ x: there.x + 60, y: there.y + there.height / 2 });
    await column(page, "To Do, High").locator("[data-is-dnd-shadow-item-internal]").waitFor({ state: "attached" });
    const saved = answered(page, "PATCH", PATCH);
    await hand.up();

    expect((await saved).status()).toBe(200);
    await expect.poll(() => titles(page, "To Do, High")).toEqual(["One"]);
    expect(await titles(page, "To Do, Medium")).toEqual(["Two"]);
  });

  it("opens a ticket by a tap, as one step that one goes back from", async () => {
    const page = await product.page(phone);
    await register(page);
    await addTickets(page, "To Do", ["Tap me"]);
    const board = new URL(page.url()).pathname;
    const hand = await finger(page);
    await hand.down(await spotOf(page, "Tap me"));
    await hand.up();
    await page.getByRole("dialog").waitFor();
    await page.goBack();

    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(new URL(page.url()).pathname).toBe(board);
  });
});
