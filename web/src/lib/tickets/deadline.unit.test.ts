import { describe, expect, it } from "vitest";
import { aCard } from "#lib/state/fixtures.ts";
import { deadlineOf, headingsOf } from "./deadline.ts";

// A Wednesday; its week ends on Sunday the 8th.
const today = "2026-03-04";
const when = (due_date: string | null, status: "new" | "done" = "new") => deadlineOf({ due_date, status }, today);

describe("A deadline", () => {
  it("is told from today, in weeks that begin on Monday", () => {
    expect(
      ["2026-03-03", "2026-03-04", "2026-03-05", "2026-03-08", "2026-03-09", "2026-03-15", "2026-03-16", null].map(
        (day) => when(day),
      ),
    ).toEqual(["overdue", "today", "this_week", "this_week", "next_week", "next_week", "later", "no_date"]);
  });

  it("no longer matters for what is done", () => {
    expect([when("2026-03-03", "done"), when(null, "done")]).toEqual(["done", "done"]);
  });

  it("has no rest of the week on a Sunday", () => {
    expect(deadlineOf({ due_date: "2026-03-09", status: "new" }, "2026-03-08")).toBe("next_week");
  });

  it("stands above the first ticket of its kind", () => {
    const cards = ["2026-03-01", "2026-03-02", "2026-03-04", null].map((due_date, n) => aCard(n, { due_date }));

    expect([...headingsOf(cards, today)]).toEqual([
      [0, "Overdue"],
      [2, "Today"],
      [3, "No date"],
    ]);
  });
});
