import { createHash } from "node:crypto";
import type { Item } from "../table.ts";

/** One for each record that was looked at: what is wrong with it, or nothing. */
export type Checks = Iterable<string | undefined>;

export const unless = (right: boolean, wrong: string): string | undefined => (right ? undefined : wrong);

/** What became of one invariant. */
export interface Verdict {
  readonly invariant: string;
  /** How many records were looked at. */
  readonly checked: number;
  /** A sentence for each thing that is wrong. */
  readonly wrong: readonly string[];
}

export function verdict(invariant: string, checks: Checks): Verdict {
  const all = [...checks];
  return { invariant, checked: all.length, wrong: all.filter((one) => one !== undefined) };
}

interface Project {
  readonly key: string;
  readonly settings: Item;
  /** The next number of a ticket. */
  readonly next: number;
}

/** The items by kind and by project. */
export class Book {
  readonly all: readonly Item[];
  readonly #kinds: Map<string, Item[]>;

  constructor(items: readonly Item[]) {
    this.all = items;
    this.#kinds = Map.groupBy(items, (i) =>
      typeof i._e === "string" ? i._e : String(i.pk).startsWith("k#") ? "count" : "?",
    );
  }

  of = (kind: string): readonly Item[] => this.#kinds.get(kind) ?? [];

  /** Those of one project; items of a ticket say by their key which. */
  in = (kind: string, project: string): readonly Item[] =>
    this.of(kind).filter((i) => String(i.pk).split("#")[1] === project.toLowerCase());

  /** The projects that are there. One without settings is an orphan (orphans.ts). */
  projects = (): Project[] =>
    this.of("gate").flatMap((gate) => {
      const key = String(gate.project);
      const [settings] = this.in("settings", key);
      return gate.state === "active" && settings ? [{ key, settings, next: Number(gate.next) }] : [];
    });
}

export const ids = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
export const idOf = (card: Item): string => `${String(card.p)}-${String(card.no)}`;
/** Written again on purpose: what the product packs is judged from outside. */
export const packedId = (user: unknown): string => createHash("sha256").update(String(user)).digest("hex").slice(0, 8);
export const followers = (packed: unknown): string[] => String(packed).match(/.{8}/g) ?? [];
