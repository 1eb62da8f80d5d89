import { randomBytes } from "node:crypto";
import type { Locator, Page } from "playwright";

/** What people do in the app, by what they see. */

/** What is slower than this is broken, also on a busy machine. */
export const PATIENCE_MS = 60_000;

export interface Person {
  readonly username: string;
  readonly password: string;
}

export const someone = (): Person => ({
  username: `ada-${randomBytes(4).toString("hex")}`,
  password: "correct horse battery",
});

/** The key of the project that a page shows. */
export const keyOf = (page: Page): string => /\/(?:p|projects)\/(\w+)/.exec(page.url())?.[1] ?? "";

export async function register(page: Page, person = someone()): Promise<Person> {
  await page.goto("/register");
  await page.getByLabel("Username").fill(person.username);
  await page.getByLabel("E-mail").fill(`${person.username}@example.org`);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await column(page, "To Do").waitFor();
  return person;
}

export async function login(page: Page, person: Person): Promise<void> {
  await page.getByLabel("Username or e-mail").fill(person.username);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Log in" }).click();
}

/** The list of a column's cards. */
export const column = (page: Page, name: string): Locator => page.getByRole("list", { name, exact: true });
export const card = (page: Page, title: string): Locator => page.locator("[data-card]").filter({ hasText: title });
export const titles = (page: Page, name: string): Promise<string[]> =>
  column(page, name).locator("[data-card] a").allInnerTexts();

/** Adds tickets at the foot of a column; each has its number when this ends. */
export async function addTickets(page: Page, to: string, names: readonly string[]): Promise<void> {
  await page.getByRole("button", { name: `Add ticket to ${to}` }).click();
  for (const name of names) {
    await page.getByRole("textbox", { name: `Add ticket to ${to}` }).fill(name);
    await page.keyboard.press("Enter");
    await column(page, to).locator("[data-card]:not([data-card^='draft'])").filter({ hasText: name }).waitFor();
  }
  await page.keyboard.press("Escape");
}

/** The middle of what is on the screen of it. */
async function middle(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error("nothing to aim at");
  const foot = Math.min(box.y + box.height, target.page().viewportSize()?.height ?? Infinity);
  return { x: box.x + box.width / 2, y: (box.y + foot) / 2 };
}

/** Carries a card by mouse into another column, and lets go when the board shows where it would stand. */
export async function drag(page: Page, title: string, to: string): Promise<void> {
  const from = await middle(card(page, title));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 8, { steps: 3 });
  await page.locator("#dnd-action-dragged-el").waitFor();
  const there = await middle(column(page, to));
  await page.mouse.move(there.x, there.y, { steps: 8 });
  await column(page, to).locator("[data-is-dnd-shadow-item-internal]").waitFor({ state: "attached" });
  await page.mouse.up();
  await page.locator("#dnd-action-dragged-el").waitFor({ state: "detached" });
}

/** Opens the field of the ticket that is shown. */
export async function editDescription(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Edit description" }).click();
  return page.getByRole("textbox", { name: "Description" });
}

/** The answer of the API to the next write of a kind. */
export const answered = (page: Page, method: string, path: RegExp) =>
  page.waitForResponse((response) => response.request().method() === method && path.test(response.url()));
