import { tick } from "svelte";

const find = (selector: string) => document.querySelector<HTMLElement>(selector);

/** What folds a column and unfolds it. */
export async function focusFold(column: string): Promise<void> {
  await tick();
  find(`[data-fold="${CSS.escape(column)}"]`)?.focus();
}

/** The card, or the strip of the column that it is in when that is folded. */
export async function focusCard(id: string, column: string): Promise<void> {
  await tick();
  const card = find(`[data-card="${CSS.escape(id)}"]`);
  if (card) card.focus();
  else await focusFold(column);
}

/** Begins a ticket at the foot of the first column that is open; when what it would stand in is folded, that opens. */
export async function beginTicket(): Promise<void> {
  // With lanes, a lane and a column.
  for (let n = 0; n < 2 && !find("[data-add]"); n += 1) {
    find("[data-opens]")?.click();
    await tick();
  }
  find("[data-add]")?.click();
}

/**
 * Takes what is carried by keyboard to the column beside its own, where the library moves it to the one that has the focus.
 * Tab alone would stop at each button on the way, and space would press that.
 */
export function carryAcross(event: Carrying): void {
  const step = { ArrowLeft: -1, ArrowRight: 1, Tab: event.shiftKey ? -1 : 1 }[event.key];
  if (step !== undefined) carryOn(event, (at) => at + step);
}

/** Takes it on to the zone that `to` names by its place among all, from its own; where there is none, it stays. */
export function carryOn(event: Carrying, to: (at: number) => number): void {
  const zones = [...event.currentTarget.querySelectorAll("ul")];
  const at = zones.findIndex((zone) => zone.contains(document.activeElement));
  if (at < 0) return;
  event.preventDefault();
  event.stopPropagation();
  zones[to(at)]?.focus();
}

type Carrying = KeyboardEvent & { readonly currentTarget: HTMLElement };
