import { describe, expect, it } from "vitest";
import { as, superuser } from "./api.ts";
import { column, keyOf, register } from "./acts.ts";
import { withProduct } from "./product.ts";

const product = withProduct();

describe("customers", () => {
  it("are noted down, found, changed and deleted", async () => {
    const page = await product.page();
    await register(page);
    await page.goto("/customers");
    await page.getByRole("heading", { name: "No customers yet" }).waitFor();
    await page.getByRole("link", { name: "New customer" }).first().click();
    await page.getByLabel("Name").fill("Marcus Tullius");
    await page.getByLabel("E-mail").fill("marcus@");
    await page.getByRole("button", { name: "Create customer" }).click();
    await page.getByText("This is no e-mail address.").waitFor();
    await expect.poll(() => page.evaluate("document.activeElement.name")).toBe("email");
    await page.getByLabel("E-mail").fill("marcus@example.org");
    await page.getByRole("button", { name: "Create customer" }).click();
    await page.getByRole("heading", { name: "Marcus Tullius" }).waitFor();
    await page.reload();
    await page.getByLabel("Phone").fill("+39 06 1");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Marcus Tullius is saved.").waitFor();
    await page.getByRole("link", { name: "All customers" }).click();
    await page.getByRole("link", { name: "Marcus Tullius" }).waitFor();
    await page.getByRole("searchbox").fill("zzz");
    await page.getByText("Nothing found for “zzz”").waitFor();
    await page.getByRole("button", { name: "Clear search" }).first().click();
    await page.getByRole("link", { name: "Marcus Tullius" }).click();
    await page.getByRole("button", { name: "Delete customer" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete customer" }).click();

    await page.getByRole("heading", { name: "No customers yet" }).waitFor();
  });

  it("are listed to the end, and searched as one types whatever comes back when", async () => {
    const page = await product.page();
    const person = await register(page);
    const api = await as(product.url, person);
    for (let n = 0; n < 55; n += 1) await api("POST", "contacts/", { name: `Client ${String(n).padStart(2, "0")}` });
    await page.goto("/customers");
    const rows = page.getByRole("list", { name: "Customers" }).getByRole("listitem");
    await rows.first().waitFor();
    await rows.last().scrollIntoViewIfNeeded();
    await expect.poll(() => rows.count()).toBe(55);

    // The first answer comes last.
    let free = () => {};
    const held = new Promise<void>((resolve) => (free = resolve));
    await page.route(/search=client\+1$/i, async (route) => {
      await held;
      await route.continue();
    });
    const asked = page.waitForRequest(/search=client\+1$/i);
    await page.getByRole("searchbox").fill("client 1");
    await asked;
    await page.getByRole("searchbox").fill("client 42");
    await expect.poll(() => rows.allInnerTexts()).toEqual(["Client 42"]);
    const late = page.waitForResponse(/search=client\+1$/i);
    free();
    await late;

    await expect.poll(() => new URL(page.url()).search).toBe("?q=client+42");
    expect(await rows.allInnerTexts()).toEqual(["Client 42"]);
    await page.getByRole("link", { name: "Client 42" }).click();
    await page.getByRole("heading", { name: "Client 42" }).waitFor();
    await page.goBack();
    expect(await page.getByRole("searchbox").inputValue()).toBe("client 42");
  });

  it("lead by their tags to tickets, for who shares the project and may only look", async () => {
    const page = await product.page();
    const lead = await register(page);
    const key = keyOf(page);
    const [api, all] = [await as(product.url, lead), superuser(product.url)];
    const tag = await all<{ id: string }>("POST", "tags/", { project: key, name: "Aqueduct" });
    const contact = await all<{ id: string }>("POST", "contacts/", { name: "Agrippa" });
    await all("POST", `tags/${tag.id}/add_contact/`, { contact_id: contact.id, role: "patron" });
    for (const name of ["Dig", "Build"]) await api("POST", "tickets/", { project: key, name, tag_names: ["Aqueduct"] });
    await page.goto(`/customers/${contact.id}`);
    await page.getByText("as patron").waitFor();
    const tickets = page.getByRole("list", { name: "Tickets with the tag Aqueduct" });
    await tickets.getByText("Build").waitFor();
    expect(await tickets.getByRole("listitem").count()).toBe(2);
    expect(await page.getByRole("button", { name: "Save" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "Delete customer" }).count()).toBe(0);
    await tickets.getByRole("link", { name: "Dig" }).click();
    await page.getByRole("link", { name: "To the board" }).click();

    await column(page, "To Do").getByText("Dig").waitFor();
  });

  it("keep what somebody else changed: a field that both changed isn't overwritten unseen", async () => {
    const page = await product.page();
    const person = await register(page);
    const api = await as(product.url, person);
    const { id } = await api<{ id: string }>("POST", "contacts/", { name: "Varro", title: "Scholar" });
    await page.goto(`/customers/${id}`);
    await page.getByLabel("Title").fill("Librarian");
    await api("PATCH", `contacts/${id}/`, { title: "Author" });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Somebody changed it in the meantime.").waitFor();

    expect(await page.getByLabel("Title").inputValue()).toBe("Librarian");
    expect(await api("GET", `contacts/${id}/`)).toMatchObject({ title: "Author" });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Varro is saved.").waitFor();
  });

  it("are shown to nobody who shares no project with them", async () => {
    const contact = await superuser(product.url)<{ id: string }>("POST", "contacts/", { name: "Hidden" });
    const page = await product.page();
    await register(page);
    await page.goto(`/customers/${contact.id}`);

    await page.getByRole("heading", { name: "Nothing here" }).waitFor();
  });

  it("say so when they can't be read, and are read at another try", async () => {
    const page = await product.page();
    const person = await register(page);
    await (
      await as(product.url, person)
    )("POST", "contacts/", { name: "Lucullus" });
    await page.route(/\/contacts\//, (route) => route.fulfill({ status: 500, body: "{}" }));
    await page.goto("/customers");
    await page.getByRole("heading", { name: "That was our fault" }).waitFor();
    await page.unroute(/\/contacts\//);
    await page.getByRole("button", { name: "Try again" }).click();

    await page.getByRole("link", { name: "Lucullus" }).waitFor();
  });
});
