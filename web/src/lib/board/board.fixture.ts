import "../../app.css";
import { projectRoutes } from "@tessera/core/project/project.schema";
import { ticketRoutes, type Card, type Ticket } from "@tessera/core/ticket/ticket.schema";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { render } from "vitest-browser-svelte";
import { stubApi } from "#lib/state/api.fixture.ts";
import { BoardStore } from "#lib/state/board.svelte.ts";
import { aBoard, aTicket } from "#lib/state/fixtures.ts";
import { toasts } from "#lib/state/toasts.svelte.ts";
import type { Query } from "#lib/tickets/query.ts";
import BoardHarness from "./BoardHarness.svelte";

/** A board on a page, in front of an API that moves cards, for each test of a file. */
export function withBoard() {
  let api: ReturnType<typeof stubApi>;
  let version = 1;

  beforeEach(() => {
    api = stubApi();
    vi.stubGlobal("fetch", api.fetch);
    toasts.list = [];
    localStorage.clear();
  });
  afterEach(() => vi.unstubAllGlobals());

  async function open(columns: Readonly<Record<string, readonly Card[]>>, next = {}, query: Query = {}) {
    api.on(projectRoutes.board, () => aBoard(columns, next));
    api.on(ticketRoutes.patch, ({ path, body }): Ticket => {
      const number = Number(/DEMO-(\d+)/.exec(path)?.[1]);
      // Ranks of these tests are numbers of five digits: half a step lies between two.
      const { column, after, before } = body as { column: string; after?: string; before?: string };
      const neighbour = (after ?? before)?.replace("DEMO-", "").padStart(5, "0");
      const rank =
        neighbour === undefined
          ? "b"
          : after
            ? `a${neighbour}5`
            : `a${String(Number(neighbour) - 1).padStart(5, "0")}5`;
      return aTicket(number, { column, rank, version: ++version });
    });
    const board = new BoardStore("DEMO");
    await board.load();
    await render(BoardHarness, { board, query });
    await expect.poll(() => document.querySelector("[data-card]")).not.toBeNull();
    return board;
  }

  return {
    get api() {
      return api;
    },
    open,
    patches: () => api.asked(ticketRoutes.patch).map((ask) => ask.body),
  };
}

const found = (selector: string): HTMLElement => {
  const element = document.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`no ${selector}`);
  return element;
};
export const cardOf = (number: number) => found(`[data-card="DEMO-${number}"]`);
export const zone = (name: string) => found(`ul[aria-label="${name}"]`);
/** What folds a column, and unfolds it. */
export const fold = (column: string) => found(`[data-fold="${column}"]`);
export const shown = (name: string) =>
  [...zone(name).querySelectorAll<HTMLElement>(":scope > [data-card]")].map((li) => li.dataset["card"]);

function mouse(type: string, target: EventTarget, x: number, y: number): void {
  target.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0 }));
}

/** Carries a card over a place; the library looks where the pointer is a few times a second. */
export async function carry(number: number, name: string, over: () => { x: number; y: number }) {
  const from = cardOf(number).getBoundingClientRect();
  const start = { x: from.left + 20, y: from.top + 12 };
  mouse("mousedown", cardOf(number), start.x, start.y);
  mouse("mousemove", window, start.x + 6, start.y + 6);
  await expect.poll(() => document.getElementById("dnd-action-dragged-el")).not.toBeNull();
  const to = over();
  mouse("mousemove", window, to.x, to.y);
  await expect.poll(() => zone(name).querySelector("[data-is-dnd-shadow-item-internal]")).not.toBeNull();
}

export async function drop() {
  mouse("mouseup", window, 0, 0);
  await expect.poll(() => document.getElementById("dnd-action-dragged-el")).toBeNull();
}

export const middle = (element: Element) => {
  const rect = element.getBoundingClientRect();
  return { x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 };
};
