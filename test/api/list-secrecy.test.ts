import { describe, expect, it } from "vitest";
import { aPerson, aTicket, columnsOf, superuser, type Page, type Card } from "../support/api.ts";
import { ok } from "../support/call.ts";

describe("a list scoped by another team's ids", () => {
  it.each(["created_at", "rank"])(
    "is empty and has no cursor that would tell of their tickets, by %s",
    async (ordering) => {
      const [mine, theirs] = [await aPerson(), await aPerson()];
      for (let i = 0; i < 3; i++) await aTicket(theirs);
      const [column] = await columnsOf(theirs, theirs.project);

      for (const scope of [`column=${column.id}`, `column=${column.id}&project=${mine.project}`]) {
        const page = ok(await mine.get<Page<Card>>(`tickets/?${scope}&ordering=${ordering}&page_size=1`));
        expect(page).toEqual({ count: 0, next: null, previous: null, results: [] });
      }
    },
  );

  it("is empty for a parent of theirs, and for ids that are none", async () => {
    const [mine, theirs] = [await aPerson(), await aPerson()];
    const epic = await aTicket(theirs, { type: "epic" });
    for (let i = 0; i < 2; i++) await aTicket(theirs, { parent: epic.id });

    for (const scope of [`parent=${epic.id}`, "parent=nonsense", "column=nonsense"])
      expect(ok(await mine.get<Page<Card>>(`tickets/?${scope}&page_size=1`))).toMatchObject({
        next: null,
        results: [],
      });
  });

  it("is empty for a superuser, too, when the id is none", async () => {
    expect(ok(await superuser.get<Page<Card>>("tickets/?column=nonsense"))).toMatchObject({ next: null, results: [] });
  });
});
