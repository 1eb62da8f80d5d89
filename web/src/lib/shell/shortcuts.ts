import { page } from "$app/state";
import type { runKey } from "./run-key.ts";

/** The palette's own key; also while one writes. */
export const PALETTE = "mod+k";

/** In a field that takes letters; a checkbox takes none. */
const isWriting = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;

/** Keys that belong to what one is in the middle of: choosing, carrying a card. */
const isTaken = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  event.isComposing ||
  event.repeat ||
  document.querySelector("[role=menu], [role=listbox], [data-carrying=true]") !== null;

const dialogs = () => document.querySelectorAll("[role=dialog]").length;
const isTicketOpen = () => page.params["id"] !== undefined || page.shallow !== null;

/** A key as commands write it, or null for those that mean something else to the system. */
function nameOf(event: KeyboardEvent): string | null {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (altKey) return null;
  if (ctrlKey || metaKey) return shiftKey ? null : `mod+${key.toLowerCase()}`;
  return key;
}

export type RunKey = typeof runKey;

/**
 * What a key does, anywhere in the app. `load` brings the commands, which aren't among what a page starts with: the first
 * key may come before them.
 */
export async function onShortcut(
  event: KeyboardEvent,
  load: () => RunKey | Promise<RunKey | null>,
  search: () => void,
): Promise<void> {
  const key = nameOf(event);
  if (key === null || isTaken(event)) return;
  const ticket = isTicketOpen() ? 1 : 0;
  const over = dialogs();
  if (key === PALETTE) {
    event.preventDefault();
    if (over <= ticket) search();
  } else if (!isWriting(event)) {
    const run = load();
    if (typeof run === "function") return run(event, key, over, ticket);
    if (key.length === 1 && key !== " ") event.preventDefault();
    (await run)?.(event, key, over, ticket);
  }
}
