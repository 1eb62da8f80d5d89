import { describe, expect, it } from "vitest";
import { withProduct } from "./product.ts";
import { overflow, violations } from "./sound.ts";

const product = withProduct();

const themes = ["light", "dark"] as const;
const widths = [390, 1440] as const;

describe.each(themes)("the design page over a %s page", (colorScheme) => {
  it.each(widths)("has no fault for axe, closed or open, and no sideways scroll at %i px", async (width) => {
    const page = await product.page({ colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" });
    const sound = async (what: string) => {
      expect(await violations(page, colorScheme === "light" ? "all" : "colours"), what).toEqual([]);
      expect(await overflow(page), what).toBeLessThanOrEqual(0);
    };
    await page.goto("/design");
    await page.getByRole("heading", { name: "Motion" }).last().waitFor();
    await sound("closed");

    const half = page.getByRole("region", { name: "Dark" });
    await half.getByRole("button", { name: "Open menu" }).click();
    await page.getByRole("menu").waitFor();
    await sound("menu");
    await page.keyboard.press("Escape");
    await half.getByLabel("Priority", { exact: true }).click();
    await page.getByRole("option").first().waitFor();
    await sound("select");
    await page.keyboard.press("Escape");
    await half.getByRole("combobox", { name: "Team" }).click();
    await page.keyboard.type("o");
    await page.getByRole("option", { name: "Grace Hopper" }).waitFor();
    await sound("combobox");
    await page.keyboard.type("zzz");
    await page.getByText("Nothing found").waitFor();
    await sound("combobox that finds nothing");
    await page.keyboard.press("Escape");
    await half.getByRole("button", { name: "Show one" }).click();
    await half.getByRole("button", { name: "Open long dialog" }).click();
    await page.getByRole("dialog").waitFor();
    await sound("dialog and toast");
  });
});

it("shows both themes side by side, whatever the page's own", async () => {
  const page = await product.page({ colorScheme: "dark" });
  await page.goto("/design");
  const light = page.getByRole("region", { name: "Light" });
  const dark = page.getByRole("region", { name: "Dark" });
  await light.waitFor();
  const [left, right] = await Promise.all([light.boundingBox(), dark.boundingBox()]);

  expect(left?.y).toBe(right?.y);
  await expect(light.evaluate((half) => getComputedStyle(half).backgroundColor)).resolves.toBe("rgb(246, 245, 242)");
  await expect(dark.evaluate((half) => getComputedStyle(half).backgroundColor)).resolves.toBe("rgb(20, 20, 19)");
});

it("shows the focus", async () => {
  const page = await product.page();
  await page.goto("/design");
  const button = page.getByRole("region", { name: "Light" }).getByRole("button", { name: "Save" }).first();
  await button.waitFor();
  await page.getByRole("button", { name: "Dark theme" }).focus();
  await page.keyboard.press("Tab");

  await expect(button.evaluate((e) => getComputedStyle(e).outlineStyle)).resolves.toBe("solid");
});

it("chooses by typing and removes, and goes from tab to tab, by keyboard alone", async () => {
  const page = await product.page();
  await page.goto("/design");
  const half = page.getByRole("region", { name: "Light" });
  const field = half.getByRole("combobox", { name: "Team" });
  const chosen = half.getByRole("list", { name: "Team" });
  await field.focus();
  await page.keyboard.type("hop");
  await page.getByRole("option", { name: "Grace Hopper" }).waitFor();
  await page.keyboard.press("Enter");
  await chosen.getByText("Grace Hopper").waitFor();
  expect(await field.inputValue()).toBe("");
  await half.getByRole("button", { name: "Remove Ada Lovelace" }).focus();
  await page.keyboard.press("Enter");
  await chosen.getByText("Ada Lovelace").waitFor({ state: "detached" });
  await expect.poll(() => field.evaluate((e) => e === document.activeElement)).toBe(true);
  await half.getByRole("tab", { name: "Activity" }).focus();
  await page.keyboard.press("ArrowRight");

  await half.getByText("What belongs to subtasks.").waitFor();
  expect(await half.getByRole("tab", { name: "Activity" }).getAttribute("aria-selected")).toBe("false");
});
