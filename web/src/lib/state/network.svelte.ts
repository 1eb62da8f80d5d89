type Back = () => void;

/** How often the API is looked for while it can't be reached though the browser has a network. */
const AGAIN_MS = 4000;

/**
 * Whether the API can be reached. What is loaded stays readable without it; writes are refused at once, and
 * what is read is read anew when it is back.
 */
class Network {
  offline = $state(typeof navigator !== "undefined" && navigator.onLine === false);
  #backs = new Set<Back>();

  lost = (): void => {
    this.offline = true;
  };

  found = (): void => {
    if (!this.offline) return;
    this.offline = false;
    for (const back of this.#backs) back();
  };

  /** Calls `back` each time that the API can be reached again. Answers how to stop that. */
  onBack(back: Back): () => void {
    this.#backs.add(back);
    return () => void this.#backs.delete(back);
  }

  /** Asks now and then with `probe`, whose success or failure tells `send`. Answers how to stop that. */
  watch(probe: () => Promise<unknown>): () => void {
    const clock = setInterval(() => void (this.offline && navigator.onLine && probe().catch(() => {})), AGAIN_MS);
    return () => clearInterval(clock);
  }
}

export const network = new Network();
