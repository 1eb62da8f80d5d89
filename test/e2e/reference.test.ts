import { describe, expect, it } from "vitest";
import { withProduct } from "./product.ts";
import { overflow, violations } from "./sound.ts";

const product = withProduct();

describe("The API's reference", () => {
  it.each([
    ["light", 1440],
    ["dark", 390],
  ] as const)(
    "is whole in %s at %i px, without a script and without asking anybody else",
    async (colorScheme, width) => {
      const page = await product.page({ colorScheme, viewport: { width, height: 844 } });
      const asked: string[] = [];
      const said: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      page.on("console", (message) => said.push(message.text()));
      const answer = await page.goto("/api/docs/");

      expect(answer?.headers()["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-/);
      expect(await page.title()).toBe("Tessera API");
      expect(await page.locator("article").count()).toBeGreaterThan(60);
      expect(await page.evaluate("getComputedStyle(document.querySelector('nav')).paddingTop")).not.toBe("0px");
      expect(asked.filter((path) => !["/api/docs/", "/icon.svg"].includes(path))).toEqual([]);
      expect(said).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    },
  );

  it.each(["light", "dark"] as const)("has nothing for axe to say in %s", async (colorScheme) => {
    const page = await product.page({ colorScheme, bypassCSP: true }); // for axe itself, which is a script
    await page.goto("/api/docs/");

    expect(await violations(page)).toEqual([]);
  });
});
