import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { aCard, cards } from "#lib/state/fixtures.ts";
import { cardOf, carry, drop, fold, middle, shown, withBoard, zone } from "./board.fixture.ts";

const page = withBoard();

const strip = (name: string) => zone(`${name}, at its end`);
const isFolded = (column: string) => fold(column).getAttribute("aria-expanded") === "false";

describe("a folded column", () => {
  it("is a strip with name and count, keeps the focus where it was folded, and is remembered per project", async () => {
    await page.open({ todo: cards(1, 3), done: cards(11, 12) });
    await userEvent.click(fold("done"));

    await expect.poll(() => isFolded("done")).toBe(true);
    await expect.poll(() => document.activeElement).toBe(fold("done"));
    expect(fold("done").textContent).toMatch(/Tickets in Done\s*2/);
    expect(fold("done").getBoundingClientRect().width).toBeLessThan(50);
    expect(localStorage.getItem("tessera.folded.DEMO")).toBe("done");
    expect(isFolded("todo")).toBe(false);
  });

  it("opens again by keyboard", async () => {
    localStorage.setItem("tessera.folded.DEMO", "done,gone");
    await page.open({ todo: cards(1, 3), done: cards(11, 12) });
    fold("done").focus();
    await userEvent.keyboard("{Enter}");

    await expect.poll(() => shown("Done")).toEqual(["DEMO-11", "DEMO-12"]);
    await expect.poll(() => document.activeElement).toBe(fold("done"));
  });

  it("takes a card that is dropped on it at its end, also past what was read of it", async () => {
    localStorage.setItem("tessera.folded.DEMO", "done");
    const next = { done: "/api/tickets/tickets/?column=done&ordering=rank&cursor=c1" };
    const board = await page.open({ todo: cards(1, 3), done: cards(11, 12) }, next);
    await carry(1, "Done, at its end", () => middle(strip("Done")));
    await drop();

    await expect.poll(() => page.patches()).toEqual([{ column: "done" }]);
    await expect.poll(() => board.saving("DEMO-1")).toBe(false);
    expect(shown("To Do")).toEqual(["DEMO-2", "DEMO-3"]);
    expect(board.column("done")?.count).toBe(3);
    expect(strip("Done").children).toHaveLength(0);
  });

  it("takes a card by keyboard, and has the focus then", async () => {
    localStorage.setItem("tessera.folded.DEMO", "done");
    await page.open({ todo: cards(1, 3), done: cards(11, 12) });
    cardOf(1).focus();
    await userEvent.keyboard(" ");
    strip("Done").focus();
    await expect.poll(() => strip("Done").children).toHaveLength(1);
    expect(document.getElementById("dnd-action-aria-alert")?.textContent).toContain("in Done, at its end");
    await userEvent.keyboard(" ");

    await expect.poll(() => page.patches()).toEqual([{ column: "done" }]);
    await expect.poll(() => document.activeElement).toBe(fold("done"));
  });

  it("lets a card that is taken over it go back on escape", async () => {
    localStorage.setItem("tessera.folded.DEMO", "done");
    await page.open({ todo: cards(1, 3), done: cards(11, 12) });
    cardOf(2).focus();
    await userEvent.keyboard(" ");
    strip("Done").focus();
    await expect.poll(() => strip("Done").children).toHaveLength(1);
    await userEvent.keyboard("{Escape}");

    await expect.poll(() => shown("To Do")).toEqual(["DEMO-1", "DEMO-2", "DEMO-3"]);
    expect(page.patches()).toEqual([]);
  });

  it("says how many of its cards pass the filter", async () => {
    localStorage.setItem("tessera.folded.DEMO", "done");
    const done = [aCard(11, { type: "bug" }), aCard(12), aCard(13, { type: "bug" })];
    await page.open({ todo: [aCard(1, { type: "bug" })], done }, {}, { type: "bug" });

    expect(fold("done").textContent).toContain("2 found");
  });
});
