import { describe, expect, it } from "vitest";
import { aCard, person } from "#lib/state/fixtures.ts";
import { matches } from "./matches.ts";
import { readQuery } from "./query.ts";

const tag = { id: "g1", name: "Door", color: "#0052cc", added_by: null, added_at: "2026-01-01T00:00:00.000Z" };
const card = aCard(7, {
  name: "Paint the red door",
  type: "bug",
  status: "review",
  priority_id: 3,
  assignee_ids: ["u1"],
  assignees: [person],
  reporter: person,
  tags: [tag],
  parent: "DEMO-2",
  due_date: "2026-03-04",
});
const asks = (text: string, found: string[] | null = null) =>
  matches(card, readQuery(new URLSearchParams(text)), { me: "u1", found: found && new Set(found) });

describe("A card", () => {
  it.each([
    "",
    "search=red+door",
    "search=demo-7",
    "status=review,done",
    "type=bug",
    "priority_id=3,4",
    "assignee=me",
    "assignee=u1",
    "reporter=me",
    "tags=g1",
    "tags=Door",
    "column=todo",
    "parent=DEMO-2",
    "due_after=2026-03-04&due_before=2026-03-04",
    "created_after=2026-11-01",
  ])("is one of those that are asked for by %j", (text) => {
    expect(asks(text)).toBe(true);
  });

  it.each([
    "search=blue",
    "status=new",
    "type=task,epic",
    "priority_id=4",
    "urgency=high",
    "importance=low",
    "assignee=none",
    "assignee=u2",
    "reporter=u2",
    "tags=g1,g2",
    "column=done",
    "parent=DEMO-3",
    "following=true",
    "due_after=2026-03-05",
    "due_before=2026-03-03",
    "created_after=2099-01-01",
    "type=bug&status=new",
  ])("isn't one by %j", (text) => {
    expect(asks(text)).toBe(false);
  });

  it("is found by words that only the API has seen, in its description", () => {
    expect([asks("search=hinge", ["DEMO-7"]), asks("search=hinge", ["DEMO-8"])]).toEqual([true, false]);
  });

  it("without a date is due in no range", () => {
    const query = readQuery(new URLSearchParams("due_before=2099-01-01"));

    expect(matches(aCard(1), query, { me: undefined, found: null })).toBe(false);
  });
});
