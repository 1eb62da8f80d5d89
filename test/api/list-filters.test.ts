import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, aTicket, columnsOf, superuser, walk } from "../support/api.ts";
import type { Card, Column, Page, Person, Ticket } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";
import { aTag, type Tag } from "../support/tags.ts";

let ana: Person;
let bob: Person;
let stranger: Person;
let columns: [Column, Column, Column, Column, ...Column[]];
let tags: [Tag, Tag];
/** Tickets by the name that says what they are. */
const made = new Map<string, Ticket>();

beforeAll(async () => {
  [ana, stranger] = await Promise.all([aPerson(), aPerson()]);
  bob = await aMember(ana);
  columns = await columnsOf(ana, ana.project);
  tags = [await aTag(ana.project, "Frontend"), await aTag(ana.project, "Urgent!")];
  const wishes: Record<string, Record<string, unknown>> = {
    plain: {},
    bug: { type: "bug", column: columns[1].id, priority_id: 4, due_date: "2026-03-01", assignee_ids: [bob.id] },
    story: { type: "story", column: columns[2].id, urgency: "high", importance: "low", due_date: "2026-03-02" },
    epic: {
      type: "epic",
      column: columns[3].id,
      urgency: "low",
      importance: "critical",
      assignee_ids: [ana.id, bob.id],
    },
    odd: {
      type: "bug",
      status: "done",
      column: columns[0].id,
      priority_id: 1,
      due_date: "2026-03-03",
      tag_names: ["FRONTEND", "urgent!"],
    },
    tagged: { tag_names: ["frontend"], importance: "high" },
  };
  for (const [name, wish] of Object.entries(wishes)) made.set(name, await aTicket(ana, { name, ...wish }));
  made.set("bobs", await aTicket(bob, { name: "bobs", project: ana.project }));
  made.set("child", await aTicket(ana, { name: "child", parent: made.get("epic")?.id }));
  made.set("elsewhere", await aTicket(bob, { name: "elsewhere", type: "bug" }));
});

/** The names of what a query finds, in the order of making; every page of it. */
const found = async (query: string, person = ana): Promise<string[]> => {
  const cards = await walk<Card>(person, `tickets/?ordering=created_at&page_size=3&${query}`);
  return cards.map(({ name }) => name);
};
const countOf = async (query: string, person = ana): Promise<number | null> =>
  ok(await person.get<Page<Card>>(`tickets/?${query}`)).count;
const here = ["plain", "bug", "story", "epic", "odd", "tagged", "bobs", "child"];

describe("the list of tickets", () => {
  it("holds all of the caller's projects, newest first, as cards", async () => {
    const page = ok(await bob.get<Page<Card>>("tickets/"));

    expect(page.results.map(({ name }) => name)).toEqual([...here, "elsewhere"].reverse());
    expect(page).toMatchObject({ count: 9, next: null, previous: null });
    const { description: _, subtasks: __, ...card } = ok(await bob.get<Ticket>(`tickets/${made.get("odd")?.id}/`));
    expect(page.results.find(({ name }) => name === "odd")).toEqual(card);
  });

  it("shows tags as the contract says", async () => {
    const { tags: shown, tag_names } = ok(await ana.get<Ticket>(`tickets/${made.get("tagged")?.id}/`));

    expect(tag_names).toEqual(["Frontend"]);
    expect(shown).toEqual([
      {
        id: tags[0].id,
        name: "Frontend",
        color: "#0052cc",
        added_by: expect.objectContaining({ id: ana.id, username: ana.username, email: ana.email }) as unknown,
        added_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
      },
    ]);
  });

  it("of a superuser holds those of all projects", async () => {
    const names = (await walk<Card>(superuser as Person, "tickets/?page_size=100")).map(({ id }) => id);

    for (const { id } of made.values()) expect(names).toContain(id);
  });
});

describe("a filter", () => {
  it.each<[string, string[]]>([
    ["status=new", ["plain", "tagged", "bobs", "child"]],
    ["status=done", ["epic", "odd"]],
    ["status=review,in_progress", ["bug", "story"]],
    ["type=bug", ["bug", "odd"]],
    ["type=story,epic", ["story", "epic"]],
    ["priority_id=4", ["bug"]],
    ["priority_id=1,4", ["bug", "odd"]],
    ["urgency=high", ["story"]],
    ["urgency=low,high", ["story", "epic"]],
    ["importance=critical", ["epic"]],
    ["importance=low,high", ["story", "tagged"]],
    ["assignee=me", ["epic"]],
    ["assignee=none", ["plain", "story", "odd", "tagged", "bobs", "child"]],
    ["reporter=me", ["plain", "bug", "story", "epic", "odd", "tagged", "child"]],
    ["following=true", ["plain", "bug", "story", "epic", "odd", "tagged", "child"]],
    ["tags=frontend", ["odd", "tagged"]],
    ["tags=FrontEnd&tags=Urgent!", ["odd"]],
    ["tags=nope", []],
    ["tags=frontend&tags=nope", []],
    ["due_after=2026-03-02", ["story", "odd"]],
    ["due_before=2026-03-02", ["bug", "story"]],
    ["due_after=2026-03-02&due_before=2026-03-02", ["story"]],
    ["due_after=2026-03-03&due_before=2026-03-01", []],
    ["created_after=2020-01-01", here],
    ["created_after=2999-01-01T00:00:00Z", []],
    ["updated_after=2999-01-01T00:00:00Z", []],
    ["assignee=00000000-0000-4000-8000-000000000000", []],
    ["reporter=nobody", []],
    ["column=nothing", []],
    ["parent=nothing", []],
    ["tags=nothing.at.all", []],
  ])("%s", async (query, names) => {
    expect(await found(`project=${ana.project}&${query}`)).toEqual(names);
    expect(await found(query)).toEqual(names);
  });

  it("names people, columns, tags and parents by their ids, in any case", async () => {
    const [bobId, tag, epic] = [bob.id, tags[1]?.id ?? "", made.get("epic")?.id ?? ""];

    for (const as of [(s: string) => s.toUpperCase(), (s: string) => s.toLowerCase()]) {
      expect(await found(`assignee=${as(bobId)}`)).toEqual(["bug", "epic"]);
      expect(await found(`reporter=${as(bobId)}&project=${as(ana.project)}`)).toEqual(["bobs"]);
      expect(await found(`column=${as(columns[1].id)}`)).toEqual(["bug"]);
      expect(await found(`tags=${as(tag)}`)).toEqual(["odd"]);
      expect(await found(`parent=${as(epic)}`)).toEqual(["child"]);
    }
  });

  it("of instants includes the instant itself", async () => {
    const { created_at } = made.get("bobs") ?? { created_at: "" };
    const names = await found(`project=${ana.project}&created_after=${created_at}`);

    expect(names).toEqual(["bobs", "child"]);
    const [last] = ok(await ana.get<Page<Card>>("tickets/?ordering=-updated_at&page_size=1")).results;
    expect(await found(`updated_after=${last?.updated_at}`)).toContain(last?.name);
  });

  it("combines with every other", async () => {
    expect(await found("type=bug&status=done&priority_id=1,2&tags=frontend&due_before=2026-12-31&assignee=none")).toEqual(["odd"]); // prettier-ignore
    expect(await found("type=bug&status=new")).toEqual([]);
    expect(await found(`column=${columns[3].id}&assignee=me&importance=critical&following=true`)).toEqual(["epic"]);
    expect(await found("type=bug", bob)).toEqual(["bug", "odd", "elsewhere"]);
    expect(await found(`type=bug&project=${bob.project}`, bob)).toEqual(["elsewhere"]);
    expect(await found(`column=${columns[1].id}&project=${bob.project}`, bob)).toEqual([]);
  });

  it.each([
    "status=open",
    "status=new,open",
    "status=new,",
    "type=Bug",
    "priority_id=5",
    "priority_id=high",
    "priority_id=1.0",
    "urgency=critical",
    "importance=huge",
    "following=yes",
    "ordering=number",
    "ordering=--name",
    "page_size=0",
    "page_size=101",
    "page=0",
    "cursor=nonsense",
    "cursor=e30.AAAAAAAAAAAA",
    "due_before=soon",
    "assignees=me",
    "limit=5",
  ])("is refused by its name when it is none: %s", async (query) => {
    refused(await ana.get(`tickets/?${query}`), 400, query.split("=")[0] ?? "");
  });

  it("is given once, and with a value", async () => {
    const single = ["status", "type", "project", "column", "assignee", "due_after", "ordering", "page_size", "parent"];

    for (const name of single) refused(await ana.get(`tickets/?${name}=new&${name}=new`), 400, name);
    for (const name of [...single, "tags", "cursor"]) refused(await ana.get(`tickets/?${name}=`), 400, name);
    for (const name of single) refused(await ana.get(`tickets/?${name}`), 400, name);
  });
});

describe("a superuser's filter", () => {
  const all = async (query: string): Promise<string[]> =>
    (await walk<Card>(superuser as Person, `tickets/?ordering=created_at&page_size=50&${query}`)).map((c) => c.name);

  it("looks into all projects", async () => {
    expect(await all(`reporter=${bob.id}`)).toEqual(["bobs", "elsewhere"]);
    expect(await all(`assignee=${bob.id}&type=bug,epic`)).toEqual(["bug", "epic"]);
    expect(await all(`column=${columns[1].id}`)).toEqual(["bug"]);
    expect(await all(`tags=${tags[1]?.id}`)).toEqual(["odd"]);
    expect(await countOf(`assignee=${bob.id}`, superuser as Person)).toBe(2);
    expect(await countOf(`column=${columns[0].id}`, superuser as Person)).toBe(5);
  });

  it("has lists of all columns and people, too", async () => {
    for (const list of ["columns", "users"]) {
      const page = ok(await superuser.get<Page<unknown>>(`${list}/?page_size=2`));
      expect(page.results).toHaveLength(2);
      expect(page.count).toBeGreaterThan(4);
    }
  });
});

describe("another team's ids in a filter", () => {
  it("find nothing, and tell nothing", async () => {
    const [column] = await columnsOf(stranger, stranger.project);
    const parent = await aTicket(stranger);
    for (let i = 0; i < 3; i++) await aTicket(stranger, { parent: parent.id });
    const known = [`column=${column.id}`, `parent=${parent.id}`, `reporter=${stranger.id}`, `assignee=${stranger.id}`];

    for (const filter of known)
      for (const query of [filter, `${filter}&project=${ana.project}`])
        for (const more of ["", "&type=task", "&ordering=name"]) {
          const page = ok(await ana.get<Page<Card>>(`tickets/?page_size=1&${query}${more}`));
          expect({ query, ...page }).toMatchObject({ query, next: null, previous: null, results: [] });
          expect([0, null]).toContain(page.count);
        }
    refused(await ana.get(`tickets/?project=${stranger.project}`), 404);
    refused(await ana.get(`tickets/?project=${stranger.project}&column=${columns[0].id}`), 404);
  });
});

describe("the count", () => {
  it("is exact for an unfiltered list and for one value of what is counted", async () => {
    const known: [string, number][] = [
      ["", 8],
      ["status=new", 4],
      ["type=bug", 2],
      ["priority_id=4", 1],
      [`column=${columns[0].id}`, 5],
      ["assignee=me", 1],
      ["assignee=none", 6],
      [`assignee=${bob.id}`, 2],
      ["status=review", 1],
    ];

    for (const [query, count] of known) {
      expect([query, await countOf(`project=${ana.project}&${query}`)]).toEqual([query, count]);
      expect([query, await countOf(query)]).toEqual([query, count]);
      expect([query, await countOf(`${query}&page_size=1&page=2`)]).toEqual([query, count]);
    }
    expect(await countOf("", bob)).toBe(9);
    expect(await countOf("type=bug", bob)).toBe(3);
  });

  it("is exact for one tag", async () => {
    expect(await countOf("tags=frontend")).toBe(2);
    expect(await countOf(`tags=${tags[1]?.id}&project=${ana.project}`)).toBe(1);
    expect(await countOf("tags=nope")).toBe(0);
  });

  it("is exact or null otherwise", async () => {
    for (const query of ["status=new,done", "type=bug&status=done", "due_before=2026-03-02", "following=true"]) {
      const [count, names] = [await countOf(query), await found(query)];
      expect([query, count ?? names.length]).toEqual([query, names.length]);
    }
  });

  it("follows what happens", async () => {
    const cleo = await aPerson();
    const [todo, , , done] = await columnsOf(cleo, cleo.project);
    const { id } = await aTicket(cleo);
    await aTicket(cleo);
    ok(await cleo.patch(`tickets/${id}/`, { column: done.id, assignee_ids: [cleo.id], type: "bug", priority_id: 4 }));
    const counts = async () => {
      const queries = [
        "",
        `column=${todo.id}`,
        `column=${done.id}`,
        "status=done",
        "type=bug",
        "priority_id=4",
        "assignee=me",
      ];
      return Promise.all(queries.map((query) => countOf(query, cleo)));
    };

    expect(await counts()).toEqual([2, 1, 1, 1, 1, 1, 1]);
    ok(await cleo.delete(`tickets/${id}/`), 204);
    expect(await counts()).toEqual([1, 1, 0, 0, 0, 0, 0]);
  });
});
