import { asked, type Goal, type Pattern } from "./pattern.ts";
import type { World } from "./fixture.ts";

/** A day from today on: the fixture is due around today. */
const inDays = (days: number): string => new Date(Date.now() + days * 24 * 3600 * 1000).toISOString().slice(0, 10);

/** One filter or one ordering alone. */
const alone: Goal = { trips: 2, reads: 30 };
/** Filters of which no index fulfils all. */
const combined: Goal = { trips: 3, reads: 150 };

const ofProject = (name: string, query: (world: World) => string, goal = alone, fills?: true): Pattern =>
  asked(
    `list of 50: ${name}`,
    goal,
    (world) => world.lead("GET", `tickets/?project=${world.project}&page_size=50&${query(world)}`),
    fills,
  );

const filters: readonly Pattern[] = [
  ofProject("all, the newest first", () => ""),
  ofProject("by status", () => "status=new", alone, true),
  ofProject("by type", () => "type=bug", alone, true),
  ofProject("by priority", () => "priority_id=3", alone, true),
  ofProject("by urgency", () => "urgency=low", alone, true),
  ofProject("by importance", () => "importance=high", alone, true),
  ofProject("by column", ({ columns }) => `column=${columns[0]}`, alone, true),
  ofProject("by assignee", ({ me }) => `assignee=${me}`),
  ofProject("assigned to nobody", () => "assignee=none", alone, true),
  ofProject("by reporter", ({ me }) => `reporter=${me}`),
  ofProject("by a tag's id", ({ tags }) => `tags=${tags[0]}`),
  ofProject("by a tag's name, which the frame knows", () => "tags=Frontend", { ...alone, trips: 3 }),
  ofProject("by parent", ({ rich }) => `parent=${rich}`),
  ofProject("followed by me", () => "following=true"),
  ofProject(
    "due in a range, by due date",
    () => `due_after=${inDays(0)}&due_before=${inDays(60)}&ordering=due_date`,
    alone,
    true,
  ),
  ofProject("due in a range of few, by creation", () => `due_after=${inDays(36)}`, alone, true),
  ofProject("due in a range of very many, by creation", () => `due_after=${inDays(0)}`, combined, true),
  ofProject("made since", () => "created_after=2026-01-01"),
  ofProject("changed since, by change", () => "updated_after=2026-01-01&ordering=updated_at"),
  ofProject("changed since, very many, by creation", () => "updated_after=2026-01-01", combined, true),
];

const orderings: readonly Pattern[] = [
  ...["created_at", "updated_at", "-updated_at", "priority_id", "-priority_id", "name", "due_date", "-due_date"].map(
    (ordering) => ofProject(`ordered by ${ordering}`, () => `ordering=${ordering}`),
  ),
];

const searches: readonly Pattern[] = [
  ofProject("search for a rare word", ({ rare }) => `search=${rare}`),
  ofProject("search for a rare word, ordered by name", ({ rare }) => `search=${rare}&ordering=name`),
  ofProject("search for a rare word of a type", ({ rare }) => `search=${rare}&type=task`, combined),
  ofProject("search for a ticket's key", ({ project }) => `search=${project}-7`),
  ofProject("search for a word that half of them have", () => "search=the", { trips: 2, reads: 50 }, true),
  ofProject("search for two words", () => "search=fix%20refund", { trips: 2, reads: 50 }, true),
];

const combinations: readonly Pattern[] = [
  ofProject("by status, type and assignee", ({ me }) => `status=new&type=bug&assignee=${me}`, combined, true),
  ofProject("by column and assignee", ({ me, columns }) => `column=${columns[0]}&assignee=${me}`, combined, true),
  ofProject("by priority, ordered by name", () => "priority_id=4&ordering=name", combined, true),
  ofProject("of two tags", ({ tags }) => `tags=${tags[0]}&tags=${tags[1]}`, combined),
  ofProject("what nothing fulfils", () => "type=epic&urgency=high&priority_id=1", combined, true),
];

const overTen = (name: string, query: (world: World) => string, fills?: true): Pattern =>
  asked(
    `over ten projects: ${name}`,
    { trips: 3, reads: 30 + 3 * 10 },
    (world) => world.ten("GET", `tickets/?page_size=50&${query(world)}`),
    fills,
  );

const many: readonly Pattern[] = [
  overTen("all, the newest first", () => ""),
  overTen("by status", () => "status=new", true),
  overTen("by assignee", ({ me }) => `assignee=${me}`),
  overTen("ordered by name", () => "ordering=name"),
  overTen("search for a rare word", ({ rare }) => `search=${rare}`),
];

export const lists: readonly Pattern[] = [...filters, ...orderings, ...searches, ...combinations, ...many];
