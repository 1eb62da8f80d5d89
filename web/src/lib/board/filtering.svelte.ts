import { goto } from "$app/navigation";
import { everything, readFilter, writeFilter, type Filter } from "./filter.ts";
import { boardAddress } from "./address.ts";

/**
 * The board's filter and the address that it lives in. What is typed counts at once; the address follows, and
 * leads when people go back, follow a link or switch the project.
 */
export class Filtering {
  filter = $state.raw<Filter>(everything);
  #search: string | null = null;

  navigated(url: URL): void {
    if (url.search !== this.#search) this.filter = readFilter(url.searchParams);
    this.#search = url.search;
  }

  /** `typing`: one more letter of a text is no step to go back to. */
  async set(key: string, filter: Filter, typing: boolean): Promise<void> {
    const replace = typing && this.filter.text !== "";
    this.filter = filter;
    const params = writeFilter(filter, new URLSearchParams(this.#search ?? "")).toString();
    this.#search = params === "" ? "" : `?${params}`;
    await goto(boardAddress(key, this.#search), { replace, reset: false });
  }
}
