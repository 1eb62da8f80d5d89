import { resolve } from "$app/paths";
import { page } from "$app/state";

/** A ticket's address over the board as it is filtered now. */
export function ticketAddress(key: string, id: string) {
  const query = page.url.search.slice(1);
  return query === ""
    ? resolve("/(app)/p/[key]/t/[id]", { key, id })
    : resolve(`/(app)/p/[key]/t/[id]?${query}`, { key, id });
}

export function boardAddress(key: string, params: { toString(): string } = page.url.searchParams) {
  const query = params.toString();
  return query === "" ? resolve("/(app)/p/[key]", { key }) : resolve(`/(app)/p/[key]?${query}`, { key });
}
