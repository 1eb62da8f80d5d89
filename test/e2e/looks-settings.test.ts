import type { Page } from "playwright";
import { describe, it } from "vitest";
import { as, promote, superuser, type Api } from "./api.ts";
import { keyOf, register } from "./acts.ts";
import { withProduct } from "./product.ts";
import { expectSound as sound } from "./sound.ts";

const product = withProduct();

const long = "A very long name that goes on and on about donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen";
const widths = [390, 1440] as const;

/** A page of a superuser whose project has long names everywhere. */
async function furnished(page: Page) {
  const person = await register(page);
  const key = keyOf(page);
  await promote(product.url, person);
  const all: Api = superuser(product.url);
  await (
    await as(product.url, person)
  )("PATCH", "auth/me/", { first_name: long, last_name: "Short" });
  const tag = await all<{ id: string }>("POST", "tags/", { project: key, name: long.slice(0, 100), description: long });
  const contact = await all<{ id: string }>("POST", "contacts/", {
    name: long,
    title: long.slice(0, 100),
    email: `${"x".repeat(60)}@example.org`,
    description: long,
  });
  await all("POST", `tags/${tag.id}/add_contact/`, { contact_id: contact.id, role: long.slice(0, 100) });
  await all("POST", "tickets/", { project: key, name: long, tag_names: [long.slice(0, 100)] });
  return { key, tag: tag.id, contact: contact.id };
}

describe("in either theme", () => {
  it.each(widths)("settings have no fault for axe and no sideways scroll at %i px", async (width) => {
    const page = await product.page({ viewport: { width, height: 844 } });
    const { key, tag } = await furnished(page);
    const main = page.getByRole("main");
    await page.goto("/settings");
    await page.getByRole("heading", { name: "Password" }).waitFor();
    await sound(page, "profile");
    await page.getByRole("combobox", { name: "Time zone" }).click();
    await page.getByRole("option").first().waitFor();
    await sound(page, "time zones");
    await page.keyboard.press("Escape");
    await page.getByLabel("First name").fill("Other");
    await page.getByRole("link", { name: "People" }).click();
    await page.getByRole("dialog").waitFor();
    await sound(page, "unsaved");
    await page.getByRole("button", { name: "Leave, and lose it" }).click();
    await page.getByRole("list", { name: "People" }).waitFor();
    await sound(page, "people");
    await page.getByRole("searchbox").fill("zzzz");
    await page.getByText("Nothing found").waitFor();
    await sound(page, "nobody found");

    const at = async (path: string, ready: string) => {
      await page.goto(`/settings/projects/${key}${path}`);
      await page.getByText(ready).first().waitFor();
      await sound(page, `project${path}`);
    };
    await at("", "Who may change a ticket");
    await page.getByRole("button", { name: "Delete project" }).click();
    await page.getByRole("dialog").waitFor();
    await sound(page, "delete project");
    await at("/members", "Add somebody");
    await main.getByRole("button", { name: /^Actions/ }).click();
    await page.getByRole("menu").waitFor();
    await sound(page, "member menu");
    await at("/columns", "In Progress");
    await at("/tags", "1 customer");
    await at("/tags/new", "Create tag");
    await at(`/tags/${tag}`, "Whom its tickets are about or for.");
    await page.getByRole("button", { name: /^Role of/ }).click();
    await sound(page, "role");
  });

  it.each(widths)("customers have no fault for axe and no sideways scroll at %i px", async (width) => {
    const page = await product.page({ viewport: { width, height: 844 } });
    await register(page);
    await page.goto("/customers");
    await page.getByRole("heading", { name: "No customers yet" }).waitFor();
    await sound(page, "no customers");
    await page.goto("/customers/new");
    await page.getByLabel("Name").fill("x");
    await page.getByLabel("E-mail").fill("x");
    await page.getByRole("button", { name: "Create customer" }).click();
    await page.getByText("This is no e-mail address.").waitFor();
    await sound(page, "a wrong field");
    const other = await product.page({ viewport: { width, height: 844 } });
    const { contact } = await furnished(other);
    await other.goto("/customers");
    await other.getByRole("list", { name: "Customers" }).waitFor();
    await sound(other, "customers");
    await other.goto(`/customers/${contact}`);
    await other.getByRole("list", { name: /^Tickets/ }).waitFor();
    await sound(other, "customer");
    await other.getByRole("button", { name: "Delete customer" }).click();
    await other.getByRole("dialog").waitFor();
    await sound(other, "delete customer");
  });
});
