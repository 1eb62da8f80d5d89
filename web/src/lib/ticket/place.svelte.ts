import type { Card } from "@tessera/core/ticket/ticket.schema";
import { createContext } from "svelte";

/**
 * Where an open ticket is shown: over the board when it was opened from there, else, when its address was opened,
 * on a page of its own. A ticket that leads to another stays what it is.
 */
export class Place {
  over = $state(false);
  /** Which cards the board shows; without it, all. */
  readonly shows: () => ((card: Card) => boolean) | undefined;
  /** One goes from ticket to ticket; where the first was opened from stays what it was. */
  stepping = false;

  constructor(shows: () => ((card: Card) => boolean) | undefined) {
    this.shows = shows;
  }

  /** `from`: the route that is left. */
  navigate(from: string | null | undefined): void {
    if (from === "/(app)/p/[key]") this.over = true;
  }
}

export const [getPlace, setPlace] = createContext<Place>();
