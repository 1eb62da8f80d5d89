import type { Locator, Page } from "playwright";
import { codeTo } from "../support/mails.ts";
import { card, column, keyOf, register, type Person } from "./acts.ts";
import { as } from "./api.ts";
import type { Product } from "./product.ts";

/** Who does something together, and where journeys begin. */

/** The answer to what is saved of a ticket. */
export const PATCH = /\/tickets\/tickets\/[^/]+\/$/;

export const dialogOf = (page: Page): Locator => page.getByRole("dialog", { name: /^Ticket/ });
export const rows = (page: Page): Locator => page.locator("[data-row]");

export async function open(page: Page, name: string): Promise<Locator> {
  await card(page, name).getByRole("link").click();
  await dialogOf(page).getByText("created this ticket").waitFor();
  return dialogOf(page);
}

/** Two members of one project, both at its board, with these tickets. */
export async function team(product: Product, tickets: readonly string[] = []) {
  const page = await product.page({ permissions: ["clipboard-read", "clipboard-write"] });
  const theirs = await product.page();
  const [lead, other] = [await register(page), await register(theirs)];
  const key = keyOf(page);
  const api = await as(product.url, lead);
  await api("POST", `projects/${key}/members/`, { username: other.username });
  for (const name of tickets) await api("POST", "tickets/", { project: key, name });
  await Promise.all([page.reload(), theirs.goto(`/p/${key}`)]);
  for (const one of [page, theirs]) await column(one, "To Do").waitFor();
  return { page, theirs, key, other, api };
}

/** Registered, with an address that is proven. */
export async function proven({ url }: Product, page: Page): Promise<Person> {
  const person = await register(page);
  const api = await as(url, person);
  await api("POST", "auth/email/send_code/");
  await api("POST", "auth/email/verify/", { code: await codeTo(`${person.username}@example.org`) });
  return person;
}
