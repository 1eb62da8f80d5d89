import { describe, expect, it } from "vitest";
import { asked } from "./asked.ts";
import { both } from "./both.ts";
import { isFiltered, readQuery, withToggled, withValue, writeQuery } from "./query.ts";

const read = (text: string) => readQuery(new URLSearchParams(text));

describe("A query", () => {
  it("is read from an address and written to one, word for word", () => {
    const text = "search=red+door&project=DEMO&status=new%2Cdone&tags=g1%2Cg2&due_before=2026-11-30&ordering=-name";

    expect(writeQuery(read(text)).toString()).toBe(text);
  });

  it("asks for nothing by words that mean nothing", () => {
    expect(
      read(
        "status=new,melted&priority_id=4,9&due_after=2025-02-30x&following=maybe&ordering=weather&assignee=+&colour=red",
      ),
    ).toEqual({ status: "new", priority_id: "4" });
  });

  it("leaves other parameters of the address alone", () => {
    const address = new URLSearchParams("view=deadline&status=new");

    expect(writeQuery({ type: "bug" }, address).toString()).toBe("view=deadline&type=bug");
  });

  it("is still read from links that boards had before they knew the API's words", () => {
    expect(read("q=red+door&who=me&type=bug&priority=4,3")).toEqual({
      search: "red door",
      assignee: "me",
      type: "bug",
      priority_id: "4,3",
    });
    expect(read("who=nobody&q=x&search=y")).toEqual({ assignee: "none", search: "y" });
    // The API can't ask for both: all are shown, rather than too few.
    expect(read("who=me,nobody&priority=9")).toEqual({});
  });

  it("knows what a board's lanes are of, and doesn't ask the API for that", () => {
    expect(read("lanes=epic&status=new")).toEqual({ lanes: "epic", status: "new" });
    expect(read("lanes=weather")).toEqual({});
    expect(writeQuery(read("lanes=epic")).toString()).toBe("lanes=epic");
    expect(asked(read("lanes=epic&status=new"))).toEqual({ status: "new" });
  });

  it("takes a value and gives it back", () => {
    const query = withToggled(withToggled({}, "status", "new"), "status", "done");

    expect(query).toEqual({ status: "new,done" });
    expect(withToggled(withToggled(query, "status", "new"), "status", "done")).toEqual({});
    expect(withValue({ search: "x" }, "search", "")).toEqual({});
  });

  it("is filtered by anything but its order, its lanes and its project", () => {
    expect([read(""), read("project=DEMO&ordering=name&lanes=epic"), read("assignee=me")].map(isFiltered)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it("asks the API for each tag, and for days by when they begin where the asker is", () => {
    expect(asked(read("tags=g1,g2&following=true&updated_after=2026-03-01"))).toEqual({
      tags: ["g1", "g2"],
      following: "true",
      updated_after: new Date("2026-03-01T00:00:00").toISOString(),
    });
  });
});

describe("Two queries at once", () => {
  it("want what both want", () => {
    expect(
      both(read("status=new,done&due_before=2026-03-01"), read("status=done,review&due_before=2026-02-01")),
    ).toEqual({ status: "done", due_before: "2026-02-01" });
  });

  it("want nothing when nothing can be both", () => {
    expect(both(read("status=done"), read("status=new,review"))).toBeUndefined();
  });
});
