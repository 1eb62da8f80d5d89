import { menu } from "#lib/ui/menu.svelte.ts";

const lost = () => document.activeElement === null || document.activeElement === document.body;

/** What has the focus now; of a menu, what opened it: the menu itself goes. */
export function opener(): Element | null {
  const active = document.activeElement;
  return lost() || active?.closest("[role=menu]") ? menu.last : active;
}

/**
 * Gives the focus back to what had it, or to the page's title when that has gone: who works by keyboard goes on from
 * there. Only when it is lost, and after those who may give it elsewhere.
 */
export function refocus(had: Element | null): void {
  setTimeout(() => {
    if (!lost()) return;
    if (had instanceof HTMLElement && had.isConnected) had.focus();
    if (lost()) document.querySelector<HTMLElement>("[data-title]")?.focus();
  });
}
