import { gzipSync } from "node:zlib";
import type { Page, Response } from "playwright";
import { describe, expect, it } from "vitest";
import { addTickets, card, column, register } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();
const KB = 1024;

/** The JavaScript that a page asks for until `ready`, compressed as the edge does it; what is fetched ahead comes later. */
async function weigh(page: Page, path: string, ready: () => Promise<void>): Promise<{ kb: number; source: string }> {
  const bodies: Promise<Buffer>[] = [];
  const weighing = (response: Response) => {
    if (new URL(response.url()).pathname.endsWith(".js")) bodies.push(response.body());
  };
  page.on("response", weighing);
  await page.goto(path);
  await ready();
  page.off("response", weighing);
  const files = await Promise.all(bodies);
  const kb = files.reduce((sum, body) => sum + gzipSync(body).length, 0) / KB;
  return { kb, source: Buffer.concat(files).toString() };
}

describe("the first load", () => {
  // Svelte and Kit alone are about 40 of it.
  it("of the login page is at most 45 KB of JavaScript", async () => {
    const page = await product.page();
    const { kb } = await weigh(page, "/login", () => page.getByRole("button", { name: "Log in" }).waitFor());
    console.log(`login page: ${kb.toFixed(2)} KB of JavaScript, gzip`);

    expect(kb).toBeLessThanOrEqual(45);
  });

  it("of a board is at most 90 KB of JavaScript", async () => {
    const first = await product.page();
    await register(first);
    await addTickets(first, "To Do", ["One"]);
    const page = await first.context().newPage();
    const { kb, source } = await weigh(page, new URL(first.url()).pathname, async () => {
      await column(page, "To Do").waitFor();
      await card(page, "One").waitFor();
    });
    console.log(`board: ${kb.toFixed(2)} KB of JavaScript, gzip`);

    expect(kb).toBeLessThanOrEqual(90);
    // What reads Markdown comes with the first text of a ticket.
    expect(source).not.toMatch(/DOMPurify|markedjs/);
  });
});
