import { createServer, request as ask, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright";
import { afterAll, describe, expect, it } from "vitest";
import { addTickets, card, register } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

const controlled = (page: Page) => page.evaluate<boolean>("navigator.serviceWorker.controller !== null");

/** The product behind an address of its own, where its service worker can be made another one. */
const front: { server?: Server; released: string } = { released: "" };

async function inFront(url: string): Promise<string> {
  front.server = createServer((request, response) => {
    const { method, url: path = "/" } = request;
    // Never "not modified": what was kept may be the other release.
    const { "if-none-match": _, "if-modified-since": __, ...headers } = request.headers;
    const asked = ask(
      new URL(path, url),
      { method, headers: { ...headers, "accept-encoding": "identity" } },
      (answer) => {
        const { "content-length": ___, ...rest } = answer.headers;
        response.writeHead(answer.statusCode ?? 500, rest);
        answer.on("data", (bytes: Buffer) => response.write(bytes));
        answer.on("end", () => response.end(path.startsWith("/service-worker.js") ? front.released : ""));
      },
    );
    request.pipe(asked);
  });
  await new Promise<void>((resolve) => front.server?.listen(0, "localhost", resolve));
  return `http://localhost:${(front.server.address() as AddressInfo).port}`; // it listens to a port
}

afterAll(() => front.server?.close());

describe("The installed app", () => {
  it("has all that a browser wants of it", async () => {
    const page = await product.page();
    await page.goto("/login");
    const link = await page.locator("link[rel=manifest]").getAttribute("href");
    const answer = await page.request.get(link ?? "");
    const { icons, ...manifest } = (await answer.json()) as Record<string, unknown> & { icons: { src: string }[] };

    expect(manifest).toMatchObject({ name: "Tessera", start_url: "/", display: "standalone" });
    for (const { src } of icons) {
      const icon = await page.request.get(src);
      expect([icon.status(), icon.headers()["content-type"]]).toEqual([
        200,
        expect.stringMatching(/^image\/(png|svg)/),
      ]);
    }
  });

  it("opens without a network, says so, and goes on when it is back", async () => {
    const page = await product.page({ serviceWorkers: "allow" });
    await register(page);
    await addTickets(page, "To Do", ["Apple"]);
    await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
    await page.reload();
    await card(page, "Apple").waitFor();
    expect(await controlled(page)).toBe(true);
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole("heading", { name: "You're offline" }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();

    await card(page, "Apple").waitFor();
  });

  it("leaves the API and its page alone", async () => {
    const page = await product.page({ serviceWorkers: "allow" });
    await register(page);
    await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
    await page.goto("/api/docs/");

    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.title()).toMatch(/API/);
    const names =
      "caches.keys().then((all) => Promise.all(all.map((name) => caches.open(name).then((c) => c.keys()))))";
    const urls = await page.evaluate<string[]>(`${names}.then((lists) => lists.flat().map((one) => one.url))`);
    expect(urls.length).toBeGreaterThan(20);
    expect(urls.filter((url) => url.includes("/api/"))).toEqual([]);
  });

  it("offers another release, and takes it when people say so", async () => {
    const baseURL = await inFront(product.url);
    const page = await product.page({ serviceWorkers: "allow", baseURL });
    await register(page);
    await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
    await page.reload();
    await page.getByRole("button", { name: "Add ticket to To Do" }).waitFor();
    front.released = "\n// another release";
    await page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update()).then(() => {})");
    await page.getByText("A new version of Tessera is there.").waitFor();
    const waiting = "navigator.serviceWorker.ready.then(({ waiting }) => waiting !== null)";
    expect(await page.evaluate<boolean>(waiting)).toBe(true);
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Reload" }).click()]);
    await page.getByRole("button", { name: "Add ticket to To Do" }).waitFor();

    expect(await page.evaluate<boolean>(waiting)).toBe(false);
  });
});
