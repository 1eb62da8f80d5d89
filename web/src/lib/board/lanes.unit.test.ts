import { describe, expect, it } from "vitest";
import { aCard, person } from "#lib/state/fixtures.ts";
import { lanes as text } from "#lib/text/lanes.ts";
import { entering, givenBy, laneOf, lanesOf, NONE, type Around } from "./lanes.ts";

const bea = { ...person, id: "u2", username: "bea", first_name: "Bea", last_name: "Arthur" };
const gone = { ...person, id: "u9", username: "zoe", first_name: null, last_name: null };
const epic = aCard(1, { type: "epic", name: "Doors" });
const done = aCard(2, { type: "epic", name: "Windows", status: "done" });
const story = aCard(3, { type: "story", parent: "DEMO-1", assignee_ids: ["u2", "u1"], assignees: [bea, person] });
const subtask = aCard(4, { parent: "DEMO-3", priority_id: 4 });
const lone = aCard(5, { assignee_ids: ["u9"], assignees: [gone] });
const cards = [epic, story, subtask, lone];

const card = (id: string) => [...cards, done].find((one) => one.id === id);
const around = (more: Partial<Around> = {}): Around => ({
  members: [person, bea],
  epics: [done, epic],
  card,
  filtered: false,
  ...more,
});
const labels = (...[kind, shown, more]: [Parameters<typeof lanesOf>[0], typeof cards, Partial<Around>?]) =>
  lanesOf(kind, shown, around(more)).map(({ label }) => label);

describe("A card's lane", () => {
  it("is its first assignee's, or nobody's", () => {
    expect([story, lone, epic].map((one) => laneOf("assignee", one, card))).toEqual(["u2", "u9", NONE]);
  });

  it("is the epic's that it is part of, also through a story; an epic has its own", () => {
    expect([epic, story, subtask, lone].map((one) => laneOf("epic", one, card))).toEqual([
      "DEMO-1",
      "DEMO-1",
      "DEMO-1",
      NONE,
    ]);
    expect(laneOf("epic", aCard(6, { parent: "DEMO-99" }), card)).toBe(NONE);
  });

  it("is its priority's", () => {
    expect(laneOf("priority", subtask, card)).toBe("4");
  });

  it("is found though parents go round in a circle", () => {
    const a = aCard(7, { parent: "DEMO-8" });
    const b = aCard(8, { parent: "DEMO-7" });

    expect(laneOf("epic", a, (id) => (id === "DEMO-7" ? a : b))).toBe(NONE);
  });
});

describe("The lanes", () => {
  it("are everybody's by name, those who have left but still have something too, and nobody's last", () => {
    expect(labels("assignee", cards)).toEqual(["Ada Byron", "Bea Arthur", "zoe", "Unassigned"]);
  });

  it("are only of those who have something in a large team, or when something is looked for", () => {
    const many = Array.from({ length: 13 }, (_, i) => ({ ...person, id: `m${i}` }));

    expect(labels("assignee", cards, { members: many })).toEqual(["Bea Arthur", "zoe", "Unassigned"]);
    expect(labels("assignee", [story], { filtered: true })).toEqual(["Bea Arthur", "Unassigned"]);
  });

  it("are of epics by number, without those that are done and have nothing here", () => {
    expect(labels("epic", cards)).toEqual(["Doors", "No epic"]);
    expect(labels("epic", [...cards, aCard(6, { parent: "DEMO-2" })])).toEqual(["Doors", "Windows", "No epic"]);
    expect(labels("epic", [lone], { filtered: true })).toEqual(["No epic"]);
  });

  it("are of all priorities, the highest first", () => {
    expect(labels("priority", [])).toEqual(["Critical", "High", "Medium", "Low"]);
  });
});

describe("A card that is carried into a lane", () => {
  it("is handed over by its first assignee; whoever else works on it stays", () => {
    expect(entering("assignee", story, "u3", card)).toEqual({ assignee_ids: ["u3", "u1"] });
    expect(entering("assignee", story, "u1", card)).toEqual({ assignee_ids: ["u1"] });
    expect(entering("assignee", story, NONE, card)).toEqual({ assignee_ids: [] });
    expect(entering("assignee", epic, "u1", card)).toEqual({ assignee_ids: ["u1"] });
  });

  it("becomes part of its epic, or of none", () => {
    expect(entering("epic", lone, "DEMO-1", card)).toEqual({ parent: "DEMO-1" });
    expect(entering("epic", story, NONE, card)).toEqual({ parent: null });
  });

  it("stays where it is when it is an epic, or a part of something that isn't", () => {
    expect(entering("epic", epic, "DEMO-2", card)).toBe(text.isEpic("DEMO-1"));
    expect(entering("epic", subtask, NONE, card)).toBe(text.isPart("DEMO-4", "DEMO-3"));
    expect(entering("epic", aCard(6, { parent: "DEMO-99" }), NONE, card)).toBe(text.isPart("DEMO-6", "DEMO-99"));
  });

  it("gets its priority", () => {
    expect(entering("priority", lone, "4", card)).toEqual({ priority_id: 4 });
  });
});

describe("A ticket that is made in a lane", () => {
  it("has what the lane is of, and nothing from the last one", () => {
    expect(givenBy("assignee", "u1")).toEqual({ assignee_ids: ["u1"] });
    expect(givenBy("epic", "DEMO-1")).toEqual({ parent: "DEMO-1" });
    expect(givenBy("priority", "1")).toEqual({ priority_id: 1 });
    expect(givenBy("assignee", NONE)).toEqual({});
  });
});
