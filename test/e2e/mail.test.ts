import { expect, it } from "vitest";
import { codeTo } from "../support/mails.ts";
import { column, login, register } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

it("sets a forgotten password by the code from the mail, and is logged in", async () => {
  const { username } = await register(await product.page());
  const page = await product.page();
  await page.goto("/login?next=%2F");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByRole("heading", { name: "Forgot your password?" }).waitFor();
  await page.getByLabel("Username or e-mail").fill(username);
  await page.getByRole("button", { name: "Send code" }).click();
  const code = page.getByLabel("Code from the mail");
  await code.waitFor();
  expect(await code.evaluate((field) => field === document.activeElement)).toBe(true);

  await code.fill("AAAAA-AAAAA");
  await page.getByLabel("New password", { exact: true }).fill("a whole new battery");
  await page.getByRole("button", { name: "Set password and log in" }).click();
  await page.getByText("This code is wrong").waitFor();
  await code.fill(await codeTo(`${username}@example.org`));
  await page.getByRole("button", { name: "Set password and log in" }).click();

  await column(page, "To Do").waitFor();
  const again = await product.page();
  await again.goto("/login");
  await login(again, { username, password: "a whole new battery" });
  await column(again, "To Do").waitFor();
});

it("proves an address from the account menu, which then asks no more", async () => {
  const page = await product.page();
  const { username } = await register(page);
  const account = page.getByRole("button", { name: /^Account/ });
  await account.click();
  await page.getByRole("menuitem", { name: "Prove your e-mail address" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Send code" }).click();
  const code = dialog.getByLabel("Code from the mail");
  await code.waitFor();
  await code.fill(await codeTo(`${username}@example.org`));
  await dialog.getByRole("button", { name: "Prove address" }).click();
  await page.getByText("Your e-mail address is proven.").waitFor();

  await account.click();
  await page.getByRole("menuitem", { name: "Log out" }).waitFor();
  expect(await page.getByRole("menuitem", { name: "Prove your e-mail address" }).count()).toBe(0);
});
