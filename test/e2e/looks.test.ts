import { describe, expect, it } from "vitest";
import { addTickets, card, column, register } from "./acts.ts";
import { withProduct } from "./product.ts";
import { overflow, violations } from "./sound.ts";

const product = withProduct();

const long = "A very long title that goes on and on about donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen";
const themes = ["light", "dark"] as const;
const widths = [390, 1440] as const;

describe.each(themes)("in the %s theme", (colorScheme) => {
  it.each(widths)("shows every page without fault for axe and without sideways scroll at %i px", async (width) => {
    const page = await product.page({ colorScheme, viewport: { width, height: 844 } });
    const sound = async (what: string) => {
      expect(await violations(page), what).toEqual([]);
      expect(await overflow(page), what).toBeLessThanOrEqual(0);
    };
    await page.goto("/login");
    await page.getByRole("button", { name: "Log in" }).waitFor();
    await sound("login");
    await page.goto("/register");
    await page.getByRole("button", { name: "Create account" }).waitFor();
    await sound("register");
    await register(page);
    await page.getByText("Write the first ticket").waitFor();
    await sound("empty board");
    await addTickets(page, "To Do", [long, "Short"]);
    await sound("board");
    await card(page, "Short").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.getByRole("menu").waitFor();
    await sound("card menu");
    await page.keyboard.press("Escape");
    await card(page, long).getByRole("link").click();
    await page.getByText("created this ticket").waitFor();
    await sound("ticket");
    await page.getByRole("button", { name: "Delete ticket" }).click();
    await page.getByRole("button", { name: "Undo" }).hover();
    await sound("undo");
  });
});

describe("the theme", () => {
  it("is kept, and there before the first paint", async () => {
    const page = await product.page({ colorScheme: "light" });
    await register(page);
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitemcheckbox", { name: "Dark theme" }).click();
    const dark = await page.evaluate<string>("getComputedStyle(document.documentElement).backgroundColor");
    // Without the app's own scripts, the page is dark all the same.
    await page.route("**/_app/**/*.js", (route) => route.abort());
    await page.reload();

    expect(await page.evaluate("document.documentElement.dataset.theme")).toBe("dark");
    await page.unroute("**/_app/**/*.js");
    await page.reload();
    await column(page, "To Do").waitFor();
    expect(await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")).toBe(dark);
  });
});

describe("reduced motion", () => {
  it("moves nothing but what is carried", async () => {
    const page = await product.page({ reducedMotion: "reduce" });
    await register(page);
    await page.getByRole("button", { name: "New project" }).click();
    await page.getByRole("dialog").waitFor();
    const longest = await page.evaluate<number>(
      "Math.max(0, ...document.getAnimations().map((a) => Number(a.effect?.getComputedTiming().duration ?? 0)))",
    );

    expect(longest).toBeLessThanOrEqual(1);
  });
});
