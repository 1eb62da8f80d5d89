import { describe, expect, it } from "vitest";
import { addTickets, card, column, drag, register, titles } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

describe("Two tabs", () => {
  it("show the same without asking the API again", async () => {
    const one = await product.page();
    await register(one);
    await addTickets(one, "To Do", ["Apple", "Pear"]);
    const other = await one.context().newPage();
    await other.goto(new URL(one.url()).pathname);
    await card(other, "Apple").waitFor();
    const asked: string[] = [];
    other.on("request", (request) => request.url().includes("/api/") && asked.push(request.url()));

    await drag(one, "Apple", "Done");
    await expect.poll(() => titles(other, "Done")).toEqual(["Apple"]);
    await addTickets(one, "Review", ["Plum"]);
    await column(other, "Review").getByText("Plum").waitFor();
    await card(one, "Pear").getByRole("link").click();
    await one.getByRole("button", { name: "Delete ticket" }).click();
    await one.getByRole("button", { name: "Close" }).last().click();

    await expect.poll(() => titles(other, "To Do")).toEqual([]);
    expect(asked).toEqual([]);
  });
});
