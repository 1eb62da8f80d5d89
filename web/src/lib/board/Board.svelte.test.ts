import { ticketRoutes, type Ticket } from "@tessera/core/ticket/ticket.schema";
import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { later, Refusal } from "#lib/state/api.fixture.ts";
import { aCard, aTicket, cards } from "#lib/state/fixtures.ts";
import { toasts } from "#lib/state/toasts.svelte.ts";
import { cardOf, carry, drop, middle, shown, withBoard, zone } from "./board.fixture.ts";
import { FIRST } from "./drag.svelte.ts";

const page = withBoard();

describe("dragging by mouse", () => {
  it("moves a card to another column with one PATCH", async () => {
    const board = await page.open({ todo: cards(1, 3), done: [] });
    await carry(1, "Done", () => middle(zone("Done")));
    await drop();

    await expect.poll(() => shown("Done")).toEqual(["DEMO-1"]);
    expect(shown("To Do")).toEqual(["DEMO-2", "DEMO-3"]);
    await expect.poll(() => board.saving("DEMO-1")).toBe(false);
    expect(page.patches()).toEqual([{ column: "done" }]);
  });

  it("undoes a refused move, and says so", async () => {
    const board = await page.open({ todo: cards(1, 3), done: [] });
    const reply = later<Ticket>();
    page.api.on(ticketRoutes.patch, () => reply.promise);
    await carry(1, "Done", () => middle(zone("Done")));
    await drop();
    await expect.poll(() => shown("Done")).toEqual(["DEMO-1"]);

    reply.reject(new Refusal(403));
    await expect.poll(() => shown("To Do")).toEqual(["DEMO-1", "DEMO-2", "DEMO-3"]);
    expect(toasts.list[0]?.text).toContain("DEMO-1 went back");
    expect(board.column("done")?.count).toBe(0);
  });

  it("sends nothing when a card is put down where it was", async () => {
    await page.open({ todo: cards(1, 3), done: [] });
    await carry(2, "To Do", () => middle(cardOf(2)));
    await drop();

    expect(shown("To Do")).toEqual(["DEMO-1", "DEMO-2", "DEMO-3"]);
    expect(page.patches()).toEqual([]);
  });

  it("loses and doubles no card of a windowed column", async () => {
    const board = await page.open({ todo: cards(1, 120), done: cards(201, 202) });
    expect(shown("To Do").length).toBeLessThan(120);
    await carry(1, "Done", () => middle(cardOf(201)));
    await drop();
    await expect.poll(() => shown("Done").includes("DEMO-1")).toBe(true);
    await expect.poll(() => board.saving("DEMO-1")).toBe(false);

    const all = board.columns.flatMap((view) => view.cards.map((card) => card.id));
    expect(all).toHaveLength(122);
    expect(new Set(all).size).toBe(122);
    expect(new Set(shown("To Do")).size).toBe(shown("To Do").length);
  });

  it("waits below with changes that arrive while a card is carried", async () => {
    const board = await page.open({ todo: cards(1, 3), done: [] });
    await carry(1, "Done", () => middle(zone("Done")));
    board.apply({ kind: "card", card: aCard(9, { column: "todo", rank: "a00002a" }) });
    await drop();

    await expect.poll(() => shown("To Do")).toEqual(["DEMO-2", "DEMO-9", "DEMO-3"]);
    expect(shown("Done")).toEqual(["DEMO-1"]);
  });
});

describe("a long column", () => {
  it("draws more cards as its foot comes into sight, and fetches when it has none left", async () => {
    await page.open({ todo: cards(1, 50) }, { todo: "/api/tickets/tickets/?column=todo&ordering=rank&cursor=c1" });
    page.api.on(ticketRoutes.list, () => ({ count: null, next: null, previous: null, results: cards(51, 80) }));
    expect(shown("To Do")).toHaveLength(FIRST);
    cardOf(FIRST).scrollIntoView();
    await expect.poll(() => shown("To Do").length).toBeGreaterThanOrEqual(2 * FIRST);
    expect(page.api.asked(ticketRoutes.list)).toHaveLength(0);
    const downwards = () => {
      const { length } = shown("To Do");
      cardOf(length).scrollIntoView();
      return length;
    };

    await expect.poll(downwards).toBe(80);
    expect(page.api.asked(ticketRoutes.list)).toHaveLength(1);
  });

  it("puts a card that is dropped at the window's end before what isn't drawn yet", async () => {
    const board = await page.open({ todo: cards(1, 120), done: cards(201, 201) });
    cardOf(201).focus();
    await userEvent.keyboard(" ");
    zone("To Do").focus();
    await expect.poll(() => shown("To Do").at(-1)).toBe("DEMO-201");
    await userEvent.keyboard(" ");

    await expect.poll(page.patches).toEqual([{ column: "todo", after: `DEMO-${FIRST}` }]);
    expect(
      board
        .column("todo")
        ?.cards.slice(FIRST - 1, FIRST + 2)
        .map((card) => card.id),
    ).toEqual([`DEMO-${FIRST}`, "DEMO-201", `DEMO-${FIRST + 1}`]);
  });
});

describe("dragging by keyboard", () => {
  it("moves within a column by one PATCH, and keeps the focus on the card", async () => {
    await page.open({ todo: cards(1, 4) });
    cardOf(1).focus();
    await userEvent.keyboard(" ");
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    await expect.poll(() => shown("To Do")).toEqual(["DEMO-2", "DEMO-3", "DEMO-1", "DEMO-4"]);
    expect(page.patches()).toEqual([]);
    await userEvent.keyboard(" ");

    await expect.poll(page.patches).toEqual([{ column: "todo", after: "DEMO-3" }]);
    await expect.poll(() => document.activeElement?.getAttribute("data-card")).toBe("DEMO-1");
    expect(shown("To Do")).toEqual(["DEMO-2", "DEMO-3", "DEMO-1", "DEMO-4"]);
  });

  it.each(["{ArrowRight}", "{Tab}"])("moves to the next column with %s, and says where it is", async (key) => {
    await page.open({ todo: cards(1, 2), doing: cards(5, 6) });
    cardOf(2).focus();
    await userEvent.keyboard(" ");
    expect(document.getElementById("dnd-action-aria-alert")?.textContent).toContain("Picked up DEMO-2");
    await userEvent.keyboard(key);
    await expect.poll(() => shown("In Progress")).toEqual(["DEMO-2", "DEMO-5", "DEMO-6"]);
    expect(document.getElementById("dnd-action-aria-alert")?.textContent).toContain("position 1 of 3 in In Progress");
    await userEvent.keyboard(" ");

    await expect.poll(page.patches).toEqual([{ column: "doing", before: "DEMO-5" }]);
    await expect.poll(() => document.activeElement?.getAttribute("data-card")).toBe("DEMO-2");
  });

  it("offers no more tickets to a column that one was taken from", async () => {
    await page.open({ todo: cards(1, 3) });
    cardOf(2).focus();
    await userEvent.keyboard(" ");
    await userEvent.keyboard("{ArrowRight}");
    await expect.poll(() => shown("In Progress")).toEqual(["DEMO-2"]);
    // What asks for more stands below the list.
    const below = () => zone("To Do").nextElementSibling;
    expect(below()).toBeNull();
    await userEvent.keyboard("{Escape}");
    await expect.poll(() => shown("To Do")).toHaveLength(3);

    expect(below()).toBeNull();
  });

  it("stays at the board's end, and comes back", async () => {
    await page.open({ todo: cards(1, 2), done: cards(5, 6) });
    cardOf(5).focus();
    await userEvent.keyboard(" ");
    await userEvent.keyboard("{ArrowRight}");
    await expect.poll(() => document.activeElement).toBe(cardOf(5));
    await userEvent.keyboard("{ArrowLeft}");
    await expect.poll(() => shown("In Progress")).toEqual(["DEMO-5"]);
    await userEvent.keyboard("{ArrowLeft}");
    await expect.poll(() => shown("To Do")).toEqual(["DEMO-1", "DEMO-2", "DEMO-5"]);
    await expect.poll(() => document.activeElement).toBe(cardOf(5));
    await userEvent.keyboard("{Escape}");

    await expect.poll(() => shown("Done")).toEqual(["DEMO-5", "DEMO-6"]);
    expect(page.patches()).toEqual([]);
  });

  it("leaves the card where it was on escape", async () => {
    await page.open({ todo: cards(1, 3) });
    cardOf(1).focus();
    await userEvent.keyboard(" ");
    await userEvent.keyboard("{ArrowDown}");
    await expect.poll(() => shown("To Do")).toEqual(["DEMO-2", "DEMO-1", "DEMO-3"]);
    await userEvent.keyboard("{Escape}");

    await expect.poll(() => shown("To Do")).toEqual(["DEMO-1", "DEMO-2", "DEMO-3"]);
    expect(page.patches()).toEqual([]);
  });
});

describe("while filtered", () => {
  const bugs = { type: "bug" };
  const mixed = () => cards(1, 6).map((card) => aCard(card.number, { type: card.number % 2 === 0 ? "bug" : "task" }));

  it("puts a card beside the neighbour that one sees", async () => {
    const board = await page.open({ todo: mixed(), done: [] }, {}, bugs);
    expect(shown("To Do")).toEqual(["DEMO-2", "DEMO-4", "DEMO-6"]);
    cardOf(2).focus();
    await userEvent.keyboard(" ");
    await userEvent.keyboard("{ArrowDown}");
    await expect.poll(() => shown("To Do")).toEqual(["DEMO-4", "DEMO-2", "DEMO-6"]);
    await userEvent.keyboard(" ");

    await expect.poll(page.patches).toEqual([{ column: "todo", after: "DEMO-4" }]);
    await expect.poll(() => board.saving("DEMO-2")).toBe(false);
    expect(board.column("todo")?.cards.map((card) => card.number)).toEqual([1, 3, 4, 2, 5, 6]);
  });

  it("sends nothing when a card is put down where it was, whatever is hidden around it", async () => {
    await page.open({ todo: mixed(), done: [] }, {}, bugs);
    cardOf(4).focus();
    await userEvent.keyboard(" ");
    await userEvent.keyboard("{ArrowDown}");
    await userEvent.keyboard("{ArrowUp}");
    await userEvent.keyboard(" ");

    await expect.poll(() => document.activeElement).toBe(cardOf(4));
    expect(shown("To Do")).toEqual(["DEMO-2", "DEMO-4", "DEMO-6"]);
    expect(page.patches()).toEqual([]);
  });

  it("reads on until there is a card to show", async () => {
    const next = (n: number) => `/api/tickets/tickets/?column=todo&ordering=rank&cursor=c${n}`;
    page.api.on(ticketRoutes.list, ({ query }) =>
      query.get("cursor") === "c1"
        ? { count: null, next: next(2), previous: null, results: cards(51, 100) }
        : { count: null, next: null, previous: null, results: [aCard(101, { type: "bug" })] },
    );
    await page.open({ todo: [aCard(0, { type: "bug" }), ...cards(1, 50)] }, { todo: next(1) }, bugs);

    await expect.poll(() => shown("To Do")).toEqual(["DEMO-0", "DEMO-101"]);
  });
});

describe("without dragging", () => {
  it("moves by the card's menu", async () => {
    const board = await page.open({ todo: cards(1, 2) });
    await userEvent.hover(cardOf(1));
    await userEvent.click(cardOf(1).querySelector("button") ?? cardOf(1));
    await expect.poll(() => document.querySelector("[role=menu]")).not.toBeNull();
    await userEvent.click(
      [...document.querySelectorAll("[role=menuitem]")].find((item) => item.textContent?.includes("Done")) ??
        document.body,
    );

    await expect.poll(() => shown("Done")).toEqual(["DEMO-1"]);
    await expect.poll(() => board.saving("DEMO-1")).toBe(false);
    expect(page.patches()).toEqual([{ column: "done" }]);
  });

  it("shows what is added below the last of many", async () => {
    await page.open({ todo: cards(1, 30), done: [] });
    page.api.on(ticketRoutes.create, () => aTicket(40, { name: "Below", rank: "b", column: "todo" }));
    await userEvent.click(document.querySelector("[data-add]") as HTMLElement);
    await userEvent.keyboard("Below{Enter}");
    await expect.poll(() => shown("To Do").at(-1)).toBe("DEMO-40");

    const foot = zone("To Do").parentElement?.getBoundingClientRect().bottom ?? 0;
    await expect.poll(() => Math.round(cardOf(40).getBoundingClientRect().bottom)).toBeLessThanOrEqual(foot);
  });

  it("adds tickets one after the other at a column's foot, and closes on escape", async () => {
    await page.open({ todo: cards(1, 1) });
    let number = 10;
    page.api.on(ticketRoutes.create, ({ body }) =>
      aTicket(++number, { name: String(new Map(Object.entries(body ?? {})).get("name")), rank: `b${number}` }),
    );
    await userEvent.click(document.querySelector("[data-add]") ?? document.body);
    await userEvent.keyboard("First{Enter}");
    await userEvent.keyboard("Second{Enter}");
    await expect.poll(() => shown("To Do")).toEqual(["DEMO-1", "DEMO-11", "DEMO-12"]);
    expect(cardOf(12).textContent).toContain("Second");
    await userEvent.keyboard("{Escape}");

    await expect.poll(() => document.querySelector("textarea")).toBeNull();
    expect(document.activeElement?.hasAttribute("data-add")).toBe(true);
  });
});
