import { goto } from "$app/navigation";
import { everything, readFilter, writeFilter, type Filter } from "./filter.ts";
import { lanesIn, type LaneKind } from "#lib/tickets/query.ts";
import { boardAddress } from "./address.ts";

/**
 * The board's filter and the address that it lives in. What is typed counts at once; the address follows, and
 * leads when people go back, follow a link or switch the project.
 */
export class Filtering {
  filter = $state.raw<Filter>(everything);
  lanes = $state.raw<LaneKind | undefined>();
  #search: string | null = null;

  navigated(url: URL): void {
    if (url.search !== this.#search) this.filter = readFilter(url.searchParams);
    this.lanes = lanesIn({ lanes: url.searchParams.get("lanes") ?? "" });
    this.#search = url.search;
  }

  async setLanes(key: string, lanes: LaneKind | undefined): Promise<void> {
    const params = new URLSearchParams(this.#search ?? "");
    if (lanes) params.set("lanes", lanes);
    else params.delete("lanes");
    await goto(boardAddress(key, params.size > 0 ? `?${params}` : ""), { reset: false });
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
