import { describe, expect, it } from "vitest";
import { column, login, register } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

describe("a session", () => {
  it("ends with log out, and leads back to where one was after log in", async () => {
    const page = await product.page();
    const person = await register(page);
    const board = new URL(page.url()).pathname;
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitem", { name: "Log out" }).click();
    await page.waitForURL(/\/login/);
    await page.goto(board);
    await page.waitForURL(/\/login\?next=/);
    await login(page, person);

    await column(page, "To Do").waitFor();
    expect(new URL(page.url()).pathname).toBe(board);
  });

  it("survives a reload without a token that scripts could read", async () => {
    const page = await product.page();
    await register(page);
    await page.reload();
    await column(page, "To Do").waitFor();
    const [cookie] = (await page.context().cookies(`${product.url}/api/tickets/auth/`)).filter((one) => one.httpOnly);

    expect(cookie).toMatchObject({ secure: true, sameSite: "Strict", path: "/api/tickets/auth/" });
    const stored = await page.evaluate<string>(
      "JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie",
    );
    expect(stored).not.toContain(cookie?.value);
    expect(stored).not.toContain("eyJ");
  });

  it("ends in every tab at once", async () => {
    const page = await product.page();
    await register(page);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await column(other, "To Do").waitFor();
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitem", { name: "Log out" }).click();

    await other.waitForURL(/\/login/);
  });

  it("says that a password is wrong, and beside which field a registration fails", async () => {
    const page = await product.page();
    const person = await register(page);
    const stranger = await product.page();
    await stranger.goto("/login");
    await login(stranger, { ...person, password: "something else" });
    await stranger.getByRole("alert").getByText("don't match").waitFor();

    await stranger.goto("/register");
    await stranger.getByLabel("Username").fill(person.username);
    await stranger.getByLabel("E-mail").fill("other@example.org");
    await stranger.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await stranger.getByRole("button", { name: "Create account" }).click();
    await expect.poll(() => stranger.getByLabel("Username").getAttribute("aria-invalid")).toBe("true");
  });
});

describe("a page that isn't there", () => {
  it("is told from a lost connection", async () => {
    const page = await product.page();
    await register(page);
    await page.goto("/p/NOPE");
    await page.getByRole("heading", { name: "Nothing here" }).waitFor();

    await page.route("**/api/**", (route) => route.abort());
    await page.goto("/");
    await page.getByRole("heading", { name: "You're offline" }).waitFor();
    await page.unroute("**/api/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await column(page, "To Do").waitFor();
  });
});
