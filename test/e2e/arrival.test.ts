import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { countTrips } from "../bench/arrival.ts";
import { answered, column, drag, login } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

/** Twice of what is drawn at first. */
const MANY = 160;
const COLUMNS = 4;

/** A large board, open. */
async function open(): Promise<Page> {
  const page = await product.page();
  const owner = await product.seed(MANY, "SEED");
  await page.goto("/login");
  await login(page, owner);
  // Another file may have given the account a project more: then another board is its first.
  await page.waitForURL(/\/p\//);
  await page.goto("/p/SEED");
  await column(page, "To Do").locator("[data-card]").first().waitFor();
  return page;
}

describe("a large board", () => {
  it("shows its first cards after three round trips: the page, its files beside the token, the board", async () => {
    const page = await open();
    const { trips, requests } = await countTrips(page, "/p/SEED");
    console.log(`${trips} round trips, ${requests} requests until the first card`);

    expect(trips).toBe(3);
  });

  it("draws no more cards than a tall screen shows, and few elements each", async () => {
    const page = await open();
    const cards = await page.locator("[data-card]").count();
    const elements = await page.locator("*").count();
    const inCards = await page.locator("[data-card] *").count();
    console.log(`${cards} cards drawn of ${MANY}, ${elements} elements, ${inCards / cards} in a card`);

    expect(cards).toBe(12 * COLUMNS);
    expect(inCards / cards).toBeLessThanOrEqual(18);
    expect(elements).toBeLessThanOrEqual(1800);
  });

  it("sends one PATCH for a card that was carried, and asks the API for nothing else", async () => {
    const page = await open();
    const asked: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/api/")) asked.push(`${request.method()} ${pathname}`);
    });
    const saved = answered(page, "PATCH", /\/tickets\/SEED-\d+/);
    await drag(page, "SEED-12", "Done");
    await saved;

    expect(asked).toEqual(["PATCH /api/tickets/tickets/SEED-12/"]);
  });
});
