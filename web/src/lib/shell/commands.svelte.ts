import { untrack } from "svelte";
import type { Action } from "#lib/ui/menu.svelte.ts";

/** Where a command is listed in the palette, in this order. */
export const sections = ["here", "go", "make", "app"] as const;

/** An action that can be had from anywhere, by its name or by its key. */
export interface Command extends Action {
  readonly section: (typeof sections)[number];
  /** "c", "?", "g d" (one after the other), "mod+k" (Ctrl, or ⌘ on a Mac). */
  readonly keys?: string;
  /** Words by which it is found, too. */
  readonly words?: string;
  /** Its key works over an open ticket, which is then left. */
  readonly overTicket?: boolean;
}

type Source = () => readonly Command[];

/**
 * What can be done now: what the shell offers and the page that is open. The palette, keys and their list read it, first
 * what was offered last: that stands in front.
 */
class Commands {
  #sources = $state.raw<readonly Source[]>([]);

  /** Offers commands until the returned function is called; to be used in an `$effect`. */
  offer(source: Source): () => void {
    // The effect that offers depends on nothing of this: it would run for ever.
    this.#sources = [source, ...untrack(() => this.#sources)];
    return () => void (this.#sources = this.#sources.filter((one) => one !== source));
  }

  get all(): readonly Command[] {
    return this.#sources.flatMap((source) => source()).filter((command) => !command.disabled);
  }
}

export const commands = new Commands();
