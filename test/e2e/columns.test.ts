import { describe, expect, it } from "vitest";
import { addTickets, column, register, titles } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

describe("columns", () => {
  it("are edited, change places, and hand their tickets on", async () => {
    const page = await product.page();
    await register(page);
    await addTickets(page, "To Do", ["Keep me"]);
    const act = async (name: string, what: string) => {
      await page.getByRole("button", { name: `Actions for column ${name}` }).click();
      await page.getByRole("menuitem", { name: what }).click();
    };
    await act("To Do", "Edit column");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Column name").fill("Ideas");
    await dialog.getByRole("radio", { name: "Purple" }).check();
    await dialog.getByLabel("Limit").fill("5");
    await dialog.getByRole("button", { name: "Save" }).click();
    await column(page, "Ideas").getByText("Keep me").waitFor();
    await page.getByTitle("1 of at most 5").waitFor();
    await act("Ideas", "Move right");
    const order = async () =>
      (await page.getByRole("heading", { level: 2 }).allInnerTexts()).filter((name) =>
        /^(Ideas|In Progress)$/.test(name),
      );
    await expect.poll(order).toEqual(["In Progress", "Ideas"]);
    await act("Ideas", "Delete column");
    await page.getByRole("dialog", { name: "Delete Ideas?" }).getByRole("button", { name: "Delete column" }).click();

    // The board's index may lag behind the move of many tickets: it is read a second time.
    await expect.poll(() => titles(page, "In Progress"), { timeout: 10_000 }).toEqual(["Keep me"]);
    expect(await column(page, "Ideas").count()).toBe(0);
  });
});
