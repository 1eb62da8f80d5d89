import { beforeAll, describe, expect, it } from "vitest";
import {
  aMember,
  aPerson,
  aTicket,
  columnsOf,
  superuser,
  type Board,
  type Card,
  type Page,
  type Person,
} from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

let ana: Person;
let bob: Person;

beforeAll(async () => {
  ana = await aPerson();
  bob = await aMember(ana);
});

const boardOf = async (person: Person, key = ana.project): Promise<Board> =>
  ok(await person.get<Board>(`projects/${key}/board/`));

describe("a board", () => {
  it("holds all that it needs to draw itself", async () => {
    const cleo = await aPerson();
    const [todo, doing] = await columnsOf(cleo, cleo.project);
    const a = await aTicket(cleo);
    const b = await aTicket(cleo, { before: a.id });
    const c = await aTicket(cleo, { column: doing.id });
    const board = await boardOf(cleo, cleo.project);

    expect(Object.keys(board).sort()).toEqual(["columns", "members", "project", "tags"]);
    expect(board.project).toEqual(ok(await cleo.get(`projects/${cleo.project}/`)));
    expect(board.members).toEqual(board.project.members);
    expect(board.tags).toEqual([]);
    expect(board.columns.map(({ name, tickets }) => [name, tickets.map(({ id }) => id)])).toEqual([
      ["To Do", [b.id, a.id]],
      ["In Progress", [c.id]],
      ["Review", []],
      ["Done", []],
    ]);
    const { tickets: _, next, ...column } = board.columns[0] ?? { tickets: [], next: "" };
    expect(column).toEqual({ ...todo, tickets_count: 2 });
    expect(next).toBeNull();
  });

  it("shows cards as lists do: without description and subtasks", async () => {
    const cleo = await aPerson();
    const { description: _, subtasks: __, ...card } = await aTicket(cleo, { description: "Long" });

    expect((await boardOf(cleo, cleo.project)).columns[0]?.tickets).toEqual([card]);
  });

  it("shows the first 50 of a column, and the others behind `next`", async () => {
    const made: string[] = [];
    for (let i = 0; i < 53; i++) made.push((await aTicket(ana, { name: `No ${i}` })).id);
    const [column] = (await boardOf(ana)).columns;
    const more = ok(await ana.get<Page<Card>>(column?.next ?? ""));

    expect(column?.tickets_count).toBe(53);
    expect(column?.tickets.map(({ id }) => id)).toEqual(made.slice(0, 50));
    expect(more.results.map(({ id }) => id)).toEqual(made.slice(50));
    expect(more.next).toBeNull();
    refused(await bob.get(column?.next ?? ""), 400, "cursor");
  });

  it("tells each of its viewers what they follow", async () => {
    const cleo = await aPerson();
    const dan = await aMember(cleo);
    const ticket = await aTicket(cleo);
    const seen = async (person: Person) =>
      (await boardOf(person, cleo.project)).columns[0]?.tickets.find(({ id }) => id === ticket.id)?.following;

    expect([await seen(cleo), await seen(dan)]).toEqual([true, false]);
  });

  it("is for those who belong to the project, and superusers", async () => {
    ok(await bob.get(`projects/${ana.project.toLowerCase()}/board/`));
    ok(await superuser.get(`projects/${ana.project}/board/`));
    refused(await ana.get(`projects/${bob.project}/board/`), 404);
    refused(await ana.get(`projects/${ana.project}/board/?page_size=10`), 400, "page_size");
  });
});
