import { describe, expect, it } from "vitest";
import { addTickets, answered, card, register, titles } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

describe("the filters", () => {
  it("show by type and priority, mine and nobody's, each by its own choices and all of them together", async () => {
    const page = await product.page();
    const me = await register(page);
    await addTickets(page, "To Do", ["Bug of mine", "Task of nobody"]);
    const saved = () => answered(page, "PATCH", /\/tickets\/tickets\/[^/]+\/$/);
    await card(page, "Bug of mine").getByRole("link").click();
    const dialog = page.getByRole("dialog");
    const set = async (field: string, value: string) => {
      const patch = saved();
      await dialog.getByLabel(field, { exact: true }).click();
      await page.getByRole("option", { name: value }).click();
      expect((await patch).status()).toBe(200);
    };
    await set("Type", "Bug");
    await set("Priority", "Critical");
    await set("Assignees", me.username);
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "detached" });

    const choose = async (menu: "Type" | "Priority", ...choices: string[]) => {
      for (const choice of choices) {
        await page
          .getByRole("search")
          .getByRole("button", { name: new RegExp(`^${menu}`) })
          .click();
        await page.getByRole("menuitemcheckbox", { name: choice }).click();
        await page.getByRole("menu").waitFor({ state: "detached" });
      }
    };
    const shown = () => titles(page, "To Do");
    await choose("Type", "Bug");
    await expect.poll(shown).toEqual(["Bug of mine"]);
    await page.getByText("1 of 2 shown").waitFor();
    await choose("Type", "Task");
    await expect.poll(shown).toEqual(["Bug of mine", "Task of nobody"]);
    await page.getByRole("button", { name: "Type: 2" }).waitFor();
    await choose("Type", "Bug", "Task");
    await choose("Priority", "Critical");
    await expect.poll(shown).toEqual(["Bug of mine"]);
    await expect.poll(() => new URL(page.url()).search).toBe("?priority=4");
    await page.getByRole("button", { name: "Unassigned" }).click();
    await expect.poll(shown).toEqual([]);
    await page.getByRole("button", { name: "Mine" }).click();
    await expect.poll(shown).toEqual(["Bug of mine"]);
    await page.getByRole("button", { name: "Unassigned" }).click();
    await choose("Priority", "Critical", "Medium");
    await expect.poll(shown).toEqual([]);
    await page.getByRole("button", { name: "Clear" }).click();

    await expect.poll(shown).toEqual(["Bug of mine", "Task of nobody"]);
    await expect.poll(() => new URL(page.url()).search).toBe("");
    expect(await page.getByRole("button", { name: "Mine" }).getAttribute("aria-pressed")).toBe("false");
  });
});
