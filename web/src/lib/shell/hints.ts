import { preferences } from "#lib/state/preferences.svelte.ts";
import { hints as text } from "#lib/text/hints.ts";
import { keyCaps } from "./keys.ts";
import { PALETTE } from "./shortcuts.ts";

export interface Hint {
  readonly id: string;
  readonly text: string;
  /** Where it is told: a route's beginning; everywhere without. */
  readonly route?: string;
}

const all: readonly Hint[] = [
  { id: "board", text: text.board, route: "/(app)/p/[key]" },
  { id: "list", text: text.list, route: "/(app)/tickets" },
  { id: "dashboard", text: text.dashboard, route: "/(app)/dashboard" },
  { id: "search", text: text.search(keyCaps(PALETTE).join(" ")) },
  { id: "ticket", text: text.ticket, route: "/(app)/p/[key]" },
  { id: "keys", text: text.keys },
];

const KEY = "hints";
const seen = (): readonly unknown[] =>
  preferences.get(KEY, (value): readonly unknown[] => (Array.isArray(value) ? value : []));

/** What is to be told on this route and wasn't yet. */
export const hintFor = (route: string): Hint | undefined =>
  all.find((hint) => !seen().includes(hint.id) && route.startsWith(hint.route ?? ""));

export const dismiss = (id: string): void => void preferences.set(KEY, [...seen(), id]);
export const dismissAll = (): void =>
  void preferences.set(
    KEY,
    all.map((hint) => hint.id),
  );
