import { describe, expect, it } from "vitest";
import { aPerson, superuser, walk, type Column } from "../support/api.ts";

describe("a superuser, who belongs to no project", () => {
  it("sees the columns and the people of all projects", async () => {
    const [one, other] = [await aPerson(), await aPerson()];

    const columns = await walk<Column>(superuser, "columns/?page_size=100");
    const people = await walk<{ id: string }>(superuser, "users/?page_size=100");

    expect(columns.map((c) => c.project)).toEqual(expect.arrayContaining([one.project, other.project]));
    expect(people.map((p) => p.id)).toEqual(expect.arrayContaining([one.id, other.id]));
  });
});
