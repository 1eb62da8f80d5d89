import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { as, promote } from "./api.ts";
import { column, login, register, type Person } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

const focused = (page: Page) => page.evaluate<string>("document.activeElement.getAttribute('name')");
const main = (page: Page) => page.getByRole("main");
const save = (page: Page) => main(page).getByRole("button", { name: "Save", exact: true }).click();

/** Somebody with a page of their own, at their settings. */
async function atSettings(): Promise<{ page: Page; person: Person }> {
  const page = await product.page();
  const person = await register(page);
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await page.getByRole("heading", { name: "Profile" }).waitFor();
  return { page, person };
}

describe("one's profile", () => {
  it("keeps name and time zone, and shows the new name at once", async () => {
    const { page, person } = await atSettings();
    expect(await page.getByLabel("Username").inputValue()).toBe(person.username);
    await page.getByLabel("First name").fill("Augusta");
    await page.getByRole("combobox", { name: "Time zone" }).fill("tokyo");
    await page.getByRole("option", { name: "Asia/Tokyo" }).click();
    await save(page);
    await page.getByText("Your profile is saved.").waitFor();
    await page.getByRole("button", { name: /^Account: Augusta/ }).waitFor();
    await page.reload();
    await page.getByRole("list", { name: "Time zone" }).getByText("Asia/Tokyo").waitFor();

    expect(await page.getByLabel("First name").inputValue()).toBe("Augusta");
  });

  it("asks before what was typed is lost", async () => {
    const { page } = await atSettings();
    await page.getByLabel("Last name").fill("King");
    await page.getByRole("link", { name: "Tessera" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Stay here" }).click();
    expect(await page.getByLabel("Last name").inputValue()).toBe("King");
    await page.goBack();
    await page.getByRole("dialog").getByRole("button", { name: "Leave, and lose it" }).click();

    await column(page, "To Do").waitFor();
  });

  it("says at once that nothing is saved offline, and keeps what was typed", async () => {
    const { page } = await atSettings();
    await page.context().setOffline(true);
    await page.getByLabel("First name").fill("Offline");
    await save(page);
    await page.getByRole("alert").getByText("You're offline.").waitFor();
    await page.context().setOffline(false);
    await save(page);

    await page.getByText("Your profile is saved.").waitFor();
  });
});

describe("the password", () => {
  it("is changed by who knows the present one, who stays, while the old one is over", async () => {
    const { page, person } = await atSettings();
    await page.getByLabel("Present password").fill("not my password");
    await page.getByLabel("New password").fill("a whole new battery");
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("This is not your present password.").waitFor();
    await expect.poll(() => focused(page)).toBe("old_password");
    await page.getByLabel("Present password").fill(person.password);
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("Your password is changed.").waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Profile" }).waitFor();
    const again = await product.page();
    await again.goto("/login");
    await login(again, person);
    await again.getByText("Username and password don't match.").waitFor();
    await login(again, { ...person, password: "a whole new battery" });

    await column(again, "To Do").waitFor();
  });
});

describe("everybody's accounts", () => {
  it("are a superuser's: found, deactivated, activated, promoted, and never their own", async () => {
    const { page, person } = await atSettings();
    const other = await register(await product.page());
    expect(await page.getByRole("link", { name: "People" }).count()).toBe(0);
    await promote(product.url, person);
    await page.reload();
    await page.getByRole("link", { name: "People" }).click();
    await page.getByRole("searchbox").fill(other.username);
    const rows = page.getByRole("list", { name: "People" }).getByRole("listitem");
    await expect.poll(() => rows.count()).toBe(1);
    const act = async (what: string) => {
      await page.getByRole("button", { name: `Actions for ${other.username}` }).click();
      await page.getByRole("menuitem", { name: what }).click();
      await page.getByRole("dialog").getByRole("button", { name: what }).click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
    };
    const button = page.getByRole("button", { name: `Actions for ${other.username}` });
    await button.press("ArrowDown");
    await page.getByRole("menuitem", { name: "Deactivate" }).press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => button.evaluate((e) => e === document.activeElement)).toBe(true);
    await act("Deactivate");
    await rows.getByText("Deactivated").waitFor();
    await expect(as(product.url, other)).rejects.toThrow("answers 401");
    await act("Activate");
    await as(product.url, other);
    await act("Make superuser");
    await rows.getByText("Superuser").waitFor();
    await page.getByRole("searchbox").fill(person.username);
    await rows.getByText("You", { exact: true }).waitFor();

    expect(await rows.getByRole("button").count()).toBe(0);
  });

  it("are nobody else's, also by their address", async () => {
    const { page } = await atSettings();
    await page.goto("/settings/people");

    await page.getByText("Only superusers manage accounts.").waitFor();
  });
});
