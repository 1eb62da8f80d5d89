import { expect, it } from "vitest";
import { withProduct } from "./product.ts";

const product = withProduct();

it("says that one is offline when what signs in can't be fetched, and fetches it again", async () => {
  const page = await product.page();
  await page.goto("/login");
  await page.getByRole("button", { name: "Log in" }).waitFor();
  await page.route("**/_app/**/*.js", (route) => route.abort());
  await page.getByLabel("Username or e-mail").fill("nobody");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("alert").filter({ hasText: "You're offline" }).waitFor();

  await page.unroute("**/_app/**/*.js");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("alert").filter({ hasText: "don't match" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/login");
});
