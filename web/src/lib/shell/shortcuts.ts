import { tick } from "svelte";
import { goto } from "$app/navigation";
import { page } from "$app/state";
import { boardAddress } from "#lib/board/address.ts";
import { beginTicket } from "#lib/board/focus.ts";
import { toasts } from "#lib/state/toasts.svelte.ts";

/** Keys that belong to what one is in the middle of: writing, choosing, carrying a card. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.repeat) return true;
  const { target } = event;
  const inField =
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
  return inField || document.querySelector("[role=menu], [role=listbox], [data-carrying=true]") !== null;
}

const dialogs = () => document.querySelectorAll("[role=dialog]").length;

/** Goes to the board, if there is one, and begins a ticket at the foot of its first column. */
async function newTicket(): Promise<void> {
  const key = page.params["key"];
  if (key === undefined) return;
  if (page.params["id"] !== undefined) await goto(boardAddress(key), { reset: false });
  await tick();
  // What closes gives the focus back to where it came from; only then is it ours.
  setTimeout(() => void beginTicket(), 50);
}

/** What a key alone does, anywhere in the app. `help` shows the list of them. */
export function onShortcut(event: KeyboardEvent, help: () => void): void {
  if (isTaken(event)) return;
  const run = actionOf(event, help);
  if (!run) return;
  event.preventDefault();
  run();
}

function actionOf(event: KeyboardEvent, help: () => void): (() => unknown) | null {
  const { key, altKey } = event;
  if (altKey) return null;
  if (event.ctrlKey || event.metaKey) return key === "z" && !event.shiftKey ? () => toasts.undo() : null;
  const inTicket = page.params["id"] !== undefined;
  if (key === "c") return dialogs() > (inTicket ? 1 : 0) ? null : newTicket;
  if (dialogs() > 0) return null;
  if (key === "?") return help;
  if (key === "/") {
    const field = document.querySelector<HTMLInputElement>("[data-filter]");
    return field && (() => field.select());
  }
  return null;
}
