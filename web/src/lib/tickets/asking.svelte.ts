import { goto } from "$app/navigation";
import { resolve } from "$app/paths";
import { page } from "$app/state";
import { readQuery, writeQuery, type Query } from "./query.ts";

export const viewNames = ["list", "board", "deadline"] as const;
export type ViewName = (typeof viewNames)[number];

/** The address of a view of a query. */
export function ticketsAddress(query: Query, view: ViewName = "list") {
  const params = writeQuery(query, new URLSearchParams(view === "list" ? {} : { view }));
  return params.size > 0 ? resolve(`/(app)/tickets?${params}`) : resolve("/(app)/tickets");
}

/**
 * What a page with tickets is asked, and the address that it lives in. What is typed counts at once; the address follows,
 * and leads when people go back or follow a link.
 */
export class Asking {
  query = $state.raw<Query>({});
  view = $state.raw<ViewName>("list");
  #search: string | null = null;
  #address: typeof ticketsAddress;

  constructor(address = ticketsAddress) {
    this.#address = address;
    this.navigated(new URL(page.url.href));
  }

  navigated(url: URL): void {
    if (url.search === this.#search) return;
    this.#search = url.search;
    this.query = readQuery(url.searchParams);
    this.view = viewNames.find((name) => name === url.searchParams.get("view")) ?? "list";
  }

  /** `typing`: one more letter of a text is no step to go back to. */
  async set(query: Query, typing: boolean): Promise<void> {
    const replace = typing && this.query.search !== undefined;
    this.query = query;
    const address = this.#address(query, this.view);
    this.#search = address.includes("?") ? address.slice(address.indexOf("?")) : "";
    await goto(address, { replace, reset: false });
  }
}
