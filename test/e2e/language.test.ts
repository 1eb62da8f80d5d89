import { readdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright";
import { beforeAll, describe, expect, it } from "vitest";
import { as, promote, superuser } from "./api.ts";
import { register, someone, type Person } from "./acts.ts";
import { withProduct } from "./product.ts";
import { overflow, violations } from "./sound.ts";

const product = withProduct();
const folder = path.resolve(import.meta.dirname, "../../web/src/lib/text");

const isTexts = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Every text of a language by its place; what it is given is ¤. */
function texts(value: unknown, at: string): [at: string, text: string][] {
  if (typeof value === "string") return [[at, value]];
  if (typeof value === "function")
    return [[at, String(Reflect.apply(value, undefined, [..."¤".repeat(value.length)]))]];
  return isTexts(value) ? Object.entries(value).flatMap(([key, inside]) => texts(inside, `${at}.${key}`)) : [];
}

/** English texts that German says otherwise, as patterns. */
async function english(): Promise<RegExp[]> {
  const names = readdirSync(folder).filter(
    (file) => file.endsWith(".ts") && !/test|format|zone|sentence|words/.test(file),
  );
  const modules = await Promise.all(names.map((file) => import(path.join(folder, file)) as Promise<object>));
  const german = new Map(texts(await import(path.join(folder, "de/german.ts")), ""));
  return modules
    .flatMap((module) => texts({ ...module }, ""))
    .filter(([at, text]) => german.has(at) && german.get(at) !== text && /[a-z]{2}/i.test(text.replaceAll("¤", "")))
    .map(([, text]) => new RegExp(`^${RegExp.escape(text.trim()).replaceAll("¤", ".+")}$`));
}

/** All that a page says, seen or heard, but the names of projects: superusers see those of all other tests. */
const said = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`[
    ...[...document.querySelectorAll("[aria-label], [placeholder], [title], [alt]")].flatMap((e) =>
      ["aria-label", "placeholder", "title", "alt"].map((name) => e.getAttribute(name) ?? "")),
    ...[...document.querySelectorAll("body *:not(script, style, nav[aria-label=Projekte] a *)")].flatMap((e) =>
      [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent)),
    document.title,
  ].map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean)`);

describe("In a German browser", () => {
  let patterns: RegExp[] = [];
  beforeAll(async () => void (patterns = await english()));

  const sound = async (page: Page, what: string) => {
    const left = (await said(page)).filter((text) => patterns.some((pattern) => pattern.test(text)));
    expect.soft(left, what).toEqual([]);
    expect.soft(await overflow(page), what).toBeLessThanOrEqual(0);
    expect.soft(await violations(page), what).toEqual([]);
  };

  it.each([390, 1440])("every page speaks German, and fits into %i px", async (width) => {
    expect(patterns.length).toBeGreaterThan(300);
    const person = await registered();
    const key = await furnished(person);
    const page = await product.page({ locale: "de-DE", viewport: { width, height: 844 } });
    const at = async (address: string, ready: string) => {
      await page.goto(address);
      await page.getByText(ready).first().waitFor();
      await sound(page, address);
    };
    await at("/register", "Leg dein Konto an");
    await at("/forgot", "Code schicken");
    await at("/login", "Willkommen zurück");
    expect(await page.evaluate("document.documentElement.lang")).toBe("de");
    await page.getByLabel("Benutzername oder E-Mail").fill(person.username);
    await page.getByLabel("Passwort", { exact: true }).fill("something else");
    await page.getByRole("button", { name: "Anmelden" }).click();
    await page.getByText("Benutzername und Passwort passen nicht zusammen.").waitFor();
    await page.getByLabel("Passwort", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: "Anmelden" }).click();
    await page.getByText("Pflaumenkuchen").first().waitFor();

    await at(`/p/${key}`, "Pflaumenkuchen");
    await at("/dashboard", "Niemandem zugewiesen");
    await page.getByText("Pflaumenkuchen").first().waitFor();
    await at("/tickets", "Pflaumenkuchen");
    await page.getByRole("checkbox", { name: `${key}-1 auswählen` }).check();
    await page.getByText("1 ausgewählt").waitFor();
    await sound(page, "many at once");
    await at(`/tickets?view=deadline&project=${key}`, "Kein Datum");
    await at(`/tickets?view=board&project=${key}`, "Pflaumenkuchen");
    await at("/customers", "Kontakt anlegen");
    await at("/customers/new", "Abteilung");
    await at("/settings", "Zeitzone");
    // Superusers see what all the other tests make: from here on only what is this project's, and the people.
    await promote(product.url, person);
    await at("/tickets?view=deadline", "Wähl ein Projekt für diese Reihenfolge");
    await at("/settings/people", "Alle, die hier zu einem Projekt gehören.");
    await at(`/settings/projects/${key}`, "Wer ein Ticket ändern darf");
    await at(`/settings/projects/${key}/members`, "Jemanden hinzufügen");
    await at(`/settings/projects/${key}/columns`, "In Progress");
    await at(`/settings/projects/${key}/tags`, "backen");
    await at("/nirgendwo", "Hier ist nichts");
    await at(`/p/${key}/t/${key}-1`, "Unteraufgaben");
    for (const tab of ["Unteraufgaben", "Verknüpfungen", "Dateien", "Verlauf"]) {
      await page.getByRole("tab", { name: tab }).click();
      await sound(page, tab);
    }
    await page.getByText("hat dieses Ticket angelegt").waitFor();
    await sound(page, "a ticket");
    await page.keyboard.press("Control+k");
    await page.getByRole("option", { name: "Übersicht" }).waitFor();
    await sound(page, "palette");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Tastatur" }).waitFor();
    await sound(page, "keys");
  });

  it("says in German what the API refuses, by its codes", async () => {
    const taken = await registered();
    const page = await product.page({ locale: "de-DE" });
    await page.goto("/register");
    await page.getByLabel("Benutzername").fill("a b");
    await page.getByLabel("E-Mail").fill("keine@adresse");
    await page.getByLabel("Passwort", { exact: true }).fill("kurz");
    await page.getByRole("button", { name: "Konto anlegen" }).click();
    await page.getByText("Das ist keine E-Mail-Adresse.").waitFor();
    await page.getByText("Nur Buchstaben, Ziffern und _ . + - sind erlaubt.").waitFor();
    await page.getByText("Mindestens 8 Zeichen.").waitFor();
    await page.getByLabel("Benutzername").fill(taken.username);
    await page.getByLabel("E-Mail").fill(`${someone().username}@example.org`);
    await page.getByLabel("Passwort", { exact: true }).fill(taken.password);
    await page.getByRole("button", { name: "Konto anlegen" }).click();

    await page.getByText("Dieser Benutzername ist vergeben.").waitFor();
  });
});

describe("The language", () => {
  it("is chosen in the settings, is kept, and dates and numbers follow it", async () => {
    const page = await product.page();
    const person = await register(page);
    const key = /\/p\/(\w+)/.exec(page.url())?.[1] ?? "";
    await (
      await as(product.url, person)
    )("POST", "tickets/", { project: key, name: "Plum cake", due_date: "2031-05-09" });
    await page.goto("/settings");
    await page.getByRole("button", { name: "Deutsch" }).click();
    await page.getByRole("heading", { level: 1, name: "Profil" }).waitFor();
    await page.goto("/tickets");

    await page.getByText("9. Mai 2031").first().waitFor();
    await page.goto("/settings");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { level: 1, name: "Profile" }).waitFor();
    expect(await page.evaluate("document.documentElement.lang")).toBe("en");
  });

  it("is English where its texts can't be loaded", async () => {
    const page = await product.page({ locale: "de-DE" });
    await page.route("**/_app/immutable/chunks/*.js", async (route) => {
      const answer = await route.fetch();
      if ((await answer.text()).includes("Leg dein Konto an")) await route.abort();
      else await route.fulfill({ response: answer });
    });
    await page.goto("/login");

    await page.getByRole("button", { name: "Log in" }).waitFor();
  });
});

async function registered(): Promise<Person> {
  const person = someone();
  const { username, password } = person;
  const answer = await fetch(`${product.url}/api/tickets/auth/register/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password, email: `${username}@example.org` }),
  });
  expect(answer.status).toBe(201);
  return person;
}

/** A project in which there is one of everything, with German names. */
async function furnished(person: Person): Promise<string> {
  const mine = await as(product.url, person);
  const { results } = await mine<{ results: { key: string }[] }>("GET", "projects/");
  const key = results[0]?.key ?? "";
  const columns = await mine<{ results: { id: string; name: string }[] }>("GET", `columns/?project=${key}`);
  const last = columns.results.find(({ name }) => name === "Done");
  await mine("PATCH", `columns/${last?.id}/`, { name: "Fertig" });
  const tag = await superuser(product.url)<{ name: string }>("POST", "tags/", { project: key, name: "backen" });
  await mine("POST", "tickets/", { project: key, name: "Pflaumenkuchen", tag_names: [tag.name], priority_id: 4 });
  await mine("POST", "tickets/", { project: key, name: "Apfel", type: "bug" });
  return key;
}
