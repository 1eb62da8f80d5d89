import { page } from "$app/state";
import { commands, type Command } from "./commands.svelte.ts";

/** The palette's own key; also while one writes. */
export const PALETTE = "mod+k";

/** How long the second key of two may take. */
const TOGETHER_MS = 1200;

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

let first: { readonly key: string; readonly at: number } | null = null;

/** The command of this key, or of the last one and this. */
function commandOf(key: string, now: number): Command | undefined {
  const before = first && now - first.at < TOGETHER_MS ? first.key : null;
  first = { key, at: now };
  const both = commands.all.find((command) => before !== null && command.keys === `${before} ${key}`);
  return both ?? commands.all.find((command) => command.keys === key);
}

/**
 * What a key does, anywhere in the app. `load` brings the commands, which aren't among what a page starts with: the first
 * key may come before them.
 */
export async function onShortcut(
  event: KeyboardEvent,
  load: () => Promise<void> | null,
  search: () => void,
): Promise<void> {
  const key = nameOf(event);
  if (key === null || isTaken(event)) return;
  const ticket = isTicketOpen() ? 1 : 0;
  const over = dialogs();
  if (key === PALETTE) {
    event.preventDefault();
    if (over <= ticket) search();
    return;
  }
  if (isWriting(event)) return;
  const loading = load();
  if (loading) {
    if (key.length === 1 && key !== " ") event.preventDefault();
    await loading;
  }
  const command = commandOf(key, event.timeStamp);
  if (!command || over > (command.overTicket ? ticket : 0)) return;
  event.preventDefault();
  command.run();
}
