import { gzipSync } from "node:zlib";
import type { Page, Response } from "playwright";
import { describe, expect, it } from "vitest";
import { addTickets, register } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();
const KB = 1024;

/** Notes when something that fits is in the document for the first time. */
const noting = (selector: string): string => `
  new MutationObserver((_, me) => {
    if (!document.querySelector(${JSON.stringify(selector)})) return;
    me.disconnect();
    window.drawnAt = performance.now();
  }).observe(document, { childList: true, subtree: true });`;

/** The JavaScript that a page has asked for when `selector` is drawn, compressed as the edge does it; what is fetched ahead comes later. */
async function weigh(page: Page, path: string, selector: string): Promise<{ kb: number; source: string }> {
  const bodies = new Map<string, Promise<Buffer>>();
  const weighing = (response: Response) => {
    if (new URL(response.url()).pathname.endsWith(".js")) bodies.set(response.url(), response.body());
  };
  await page.addInitScript({ content: noting(selector) });
  page.on("response", weighing);
  await page.goto(path);
  await page.locator(selector).first().waitFor();
  page.off("response", weighing);
  const asked = await page.evaluate<string[]>(
    "performance.getEntriesByType('resource').filter((one) => one.startTime <= window.drawnAt).map((one) => one.name)",
  );
  const files = await Promise.all(asked.flatMap((url) => bodies.get(url) ?? []));
  const kb = files.reduce((sum, body) => sum + gzipSync(body).length, 0) / KB;
  return { kb, source: Buffer.concat(files).toString() };
}

describe("the first load", () => {
  // Svelte and Kit alone are about 40 of it.
  it("of the login page is at most 45 KB of JavaScript", async () => {
    const page = await product.page();
    const { kb } = await weigh(page, "/login", "button[type=submit]");
    console.log(`login page: ${kb.toFixed(2)} KB of JavaScript, gzip`);

    expect(kb).toBeLessThanOrEqual(45);
  });

  it("of a board is at most 90 KB of JavaScript", async () => {
    const first = await product.page();
    await register(first);
    await addTickets(first, "To Do", ["One"]);
    const page = await first.context().newPage();
    const { kb, source } = await weigh(page, new URL(first.url()).pathname, "[data-card]");
    console.log(`board: ${kb.toFixed(2)} KB of JavaScript, gzip`);

    expect(kb).toBeLessThanOrEqual(90);
    // What reads Markdown comes with the first text of a ticket.
    expect(source).not.toMatch(/DOMPurify|markedjs/);
  });

  it("of a list of tickets is at most 80 KB of JavaScript", async () => {
    const first = await product.page();
    await register(first);
    await addTickets(first, "To Do", ["One"]);
    const page = await first.context().newPage();
    const { kb, source } = await weigh(page, "/tickets", "[data-row]");
    console.log(`list: ${kb.toFixed(2)} KB of JavaScript, gzip`);

    expect(kb).toBeLessThanOrEqual(80);
    expect(source).not.toMatch(/DOMPurify|markedjs/);
  });

  it.each([
    ["/tickets?status=new", 1],
    ["/dashboard", 7],
  ])("of %s asks the API for each of its %i lists once, and for no other", async (address, lists) => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["One"]);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url().split("/api/tickets/")[1] ?? ""));
    await page.goto(address);
    await page.locator("[data-row]").first().waitFor();
    await page.waitForLoadState("networkidle");
    const tickets = asked.filter((one) => one.startsWith("tickets/?"));

    expect(tickets).toHaveLength(lists);
    expect(new Set(tickets).size).toBe(lists);
  });
});
