import { describe, expect, it } from "vitest";
import { aPerson, superuser, type Column, type Page } from "../support/api.ts";
import { ok } from "../support/call.ts";

describe("a superuser, who belongs to no project", () => {
  it("sees the columns and the people of all projects", async () => {
    const [one, other] = [await aPerson(), await aPerson()];

    const columns = ok(await superuser.get<Page<Column>>("columns/?page_size=1"));
    const people = ok(await superuser.get<Page<{ id: string }>>(`users/?search=${one.username}`));

    // Four columns come with each of the two projects, whatever else others have made.
    expect(columns.count).toBeGreaterThanOrEqual(8);
    expect(people.results.map((p) => p.id)).toEqual([one.id]);
    expect(other.project).not.toBe(one.project);
  });
});
