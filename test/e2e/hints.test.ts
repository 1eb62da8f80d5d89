import { describe, expect, it } from "vitest";
import { answered, register } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

describe("Hints", () => {
  it("tell newcomers one thing at a time, and what was read doesn't come back", async () => {
    const page = await product.page();
    await register(page);
    const hint = page.getByRole("region", { name: "Good to know" });
    await hint.getByText("Drag a card").waitFor();
    await Promise.all([answered(page, "PATCH", /auth\/me/), hint.getByRole("button", { name: "Got it" }).click()]);
    await hint.getByText("finds any ticket").waitFor();
    await page.goto("/tickets");
    await hint.getByText("Select several rows").waitFor();
    await page.goto("/");
    await hint.getByText("finds any ticket").waitFor();
    await Promise.all([
      answered(page, "PATCH", /auth\/me/),
      hint.getByRole("button", { name: "No more hints" }).click(),
    ]);

    await expect.poll(() => hint.count()).toBe(0);
  });
});
