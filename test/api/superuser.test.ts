import { describe, expect, it } from "vitest";
import { aPerson, aWord, superuser, type Column, type Page } from "../support/api.ts";
import { ok } from "../support/call.ts";

/** A key that stands before those of other tests, so that one page of everybody's columns shows it. */
const anEarlyKey = (): string => `A0${aWord().toUpperCase()}`;

describe("a superuser, who belongs to no project", () => {
  it("sees the columns and the people of all projects", async () => {
    const [one, other] = [await aPerson({ project_key: anEarlyKey() }), await aPerson({ project_key: anEarlyKey() })];

    const columns = ok(await superuser.get<Page<Column>>("columns/?page_size=100")).results.map((c) => c.project);
    expect(columns).toEqual(expect.arrayContaining([one.project, other.project]));
    for (const person of [one, other]) {
      const found = ok(await superuser.get<Page<{ id: string }>>(`users/?search=${person.username}`));
      expect(found.results.map((p) => p.id)).toEqual([person.id]);
    }
  });
});
