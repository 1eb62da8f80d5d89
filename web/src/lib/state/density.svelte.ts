import { session } from "#lib/api/session.svelte.ts";

export const densities = ["comfortable", "compact"] as const;
export type DensityName = (typeof densities)[number];

const KEY = "card_density";
const HINT = "tessera.density";

const named = (value: unknown): DensityName => (value === "compact" ? value : "comfortable");

/** How much a card shows, on every machine of one person. Until it is known who that is, as it was in this browser. */
class Density {
  get name(): DensityName {
    return session.user ? named(session.user.preferences[KEY]) : hint();
  }

  get compact(): boolean {
    return this.name === "compact";
  }

  async set(name: DensityName): Promise<void> {
    const { preferences } = await import("./preferences.svelte.ts");
    await preferences.set(KEY, name);
  }

  /** For the next time that this browser draws a board before it knows whose. */
  remember(): void {
    try {
      if (this.compact) localStorage.setItem(HINT, this.name);
      else localStorage.removeItem(HINT);
    } catch {
      // Then its cards are comfortable for a moment.
    }
  }
}

function hint(): DensityName {
  try {
    return named(localStorage.getItem(HINT));
  } catch {
    return "comfortable";
  }
}

export const density = new Density();
