import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, aProject, aTicket, columnsOf, superuser, walk } from "../support/api.ts";
import type { Column, Page, Person } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

let ana: Person;
let bob: Person;
let stranger: Person;

beforeAll(async () => {
  [ana, stranger] = await Promise.all([aPerson(), aPerson()]);
  bob = await aMember(ana);
});

/** A project of ana's own, for tests that change its columns. */
const aBoard = async () => {
  const { key } = await aProject(ana, { member_usernames: [bob.username] });
  return { key, columns: await columnsOf(ana, key) };
};
const namesIn = async (key: string): Promise<string[]> => (await columnsOf(ana, key)).map(({ name }) => name);
const orderIn = async (key: string): Promise<number[]> => (await columnsOf(ana, key)).map(({ order }) => order);
const create = (project: string, fields: object) => ana.post<Column>("columns/", { project, ...fields });

describe("a column", () => {
  it("is made at the end with the defaults, and shows every member of the contract", async () => {
    const { key } = await aBoard();
    const made = ok(await create(key, { name: "  Blocked " }), 201);

    expect(made).toEqual({
      id: expect.any(String) as string,
      name: "Blocked",
      order: 4,
      color: "#0052cc",
      status: "in_progress",
      wip_limit: null,
      project: key,
      project_key: key,
      tickets_count: 0,
      version: 1,
      created_at: expect.any(String) as string,
      updated_at: expect.any(String) as string,
    });
    expect(ok(await bob.get(`columns/${made.id}/`))).toEqual(made);
  });

  it("is made at a place, and shifts the others", async () => {
    const { key } = await aBoard();
    const wish = { name: "First", order: 0, color: "#AbCdEf", status: "done", wip_limit: 999 };

    expect(ok(await create(key, wish), 201)).toMatchObject({ order: 0, status: "done", wip_limit: 999 });
    ok(await create(key, { name: "Third", order: 2 }), 201);
    expect(await namesIn(key)).toEqual(["First", "To Do", "Third", "In Progress", "Review", "Done"]);
    expect(await orderIn(key)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("has a name that is unique in its project without regard to case", async () => {
    const { key, columns } = await aBoard();

    refused(await create(key, { name: "to DO " }), 409);
    refused(await ana.patch(`columns/${columns[1].id}/`, { name: "REVIEW" }), 409);
    ok(await ana.patch(`columns/${columns[1].id}/`, { name: "IN PROGRESS" }));
    ok(await create((await aBoard()).key, { name: "Blocked" }), 201);
    ok(await create(key, { name: "Blocked" }), 201);
  });

  it("gives a name to one of two who ask for it at once", async () => {
    const { key } = await aBoard();
    const both = await Promise.all(["Blocked", "BLOCKED"].map((name) => create(key, { name })));

    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it("says what is missing or wrong", async () => {
    const { project } = ana;

    refused(await ana.post("columns/", {}), 400, "project", "name");
    refused(await create(project, { name: "" }), 400, "name");
    refused(await create(project, { name: "x".repeat(101) }), 400, "name");
    for (const wip_limit of [0, 1000, 1.5, -1, "5"])
      refused(await create(project, { name: "x", wip_limit }), 400, "wip_limit");
    for (const color of ["red", "#fff", "#12345g", 7])
      refused(await create(project, { name: "x", color }), 400, "color");
    for (const order of [-1, 0.5, "1"]) refused(await create(project, { name: "x", order }), 400, "order");
    refused(await create(project, { name: "x", status: "open" }), 400, "status");
    refused(
      await create(project, { name: "x", id: "x", version: 1, tickets_count: 1 }),
      400,
      "id",
      "version",
      "tickets_count",
    );
    expect(await namesIn(project)).toHaveLength(4);
  });

  it("belongs to a project that the caller sees", async () => {
    refused(await create(stranger.project, { name: "x" }), 400, "project");
    refused(await create("ZZZZZZZZZZ", { name: "x" }), 400, "project");
  });

  it("is the last of 50: one more is refused, naming the limit", async () => {
    const { key } = await aBoard();
    for (let i = 5; i <= 50; i++) ok(await create(key, { name: `Column ${i}` }), 201);

    expect(refused(await create(key, { name: "Column 51" }), 400).detail).toContain("50");
    expect(ok(await ana.get<Page<Column>>(`columns/?project=${key}`))).toMatchObject({ count: 50 });
    expect(await walk<Column>(ana, `columns/?project=${key}&page_size=7`)).toEqual(await columnsOf(ana, key));
  });

  it("counts its tickets", async () => {
    const { key, columns } = await aBoard();
    await aTicket(ana, { project: key });
    await aTicket(ana, { column: columns[2].id });
    await aTicket(ana, { column: columns[2].id });

    expect((await columnsOf(bob, key)).map((c) => c.tickets_count)).toEqual([1, 0, 2, 0]);
  });
});

describe("the list of columns", () => {
  it("holds those of one project, in their order", async () => {
    expect(await namesIn(ana.project)).toEqual(["To Do", "In Progress", "Review", "Done"]);
    expect(await orderIn(ana.project)).toEqual([0, 1, 2, 3]);
  });

  it("holds all visible ones without a project", async () => {
    const projects = new Set((await walk<Column>(bob, "columns/?page_size=100")).map(({ project }) => project));

    expect(projects.has(ana.project) && projects.has(bob.project)).toBe(true);
    expect(projects.has(stranger.project)).toBe(false);
  });

  it("refuses what it doesn't know", async () => {
    refused(await ana.get("columns/?status=done"), 400, "status");
    refused(await ana.get(`columns/?project=${stranger.project}`), 404);
  });
});

describe("changing a column", () => {
  it("changes what is given, and raises its version", async () => {
    const { columns } = await aBoard();
    const wish = { name: "Now", color: "#010203", status: "review", wip_limit: 3 };
    const after = ok(await ana.patch<Column>(`columns/${columns[1].id}/`, wish));

    expect(after).toMatchObject({ ...wish, order: 1, version: 2 });
    expect(ok(await ana.patch(`columns/${columns[1].id}/`, { wip_limit: null }))).toMatchObject({
      ...wish,
      wip_limit: null,
      version: 3,
    });
    expect(ok(await ana.get(`columns/${columns[0].id}/`))).toEqual(columns[0]);
  });

  it("to what it is already raises no version", async () => {
    const { columns } = await aBoard();
    const { name, order, color, status, wip_limit } = columns[1];

    expect(ok(await ana.patch(`columns/${columns[1].id}/`, { name, order, color, status, wip_limit }))).toEqual(
      columns[1],
    );
    expect(ok(await ana.patch(`columns/${columns[1].id}/`, {}))).toEqual(columns[1]);
  });

  it("to another place shifts the others", async () => {
    const { key, columns } = await aBoard();

    expect(ok(await ana.patch(`columns/${columns[3].id}/`, { order: 1 }))).toMatchObject({ order: 1 });
    expect(await namesIn(key)).toEqual(["To Do", "Done", "In Progress", "Review"]);
    expect(ok(await ana.patch(`columns/${columns[0].id}/`, { order: 3 }))).toMatchObject({ order: 3 });
    expect(await namesIn(key)).toEqual(["Done", "In Progress", "Review", "To Do"]);
    expect(await orderIn(key)).toEqual([0, 1, 2, 3]);
  });

  it("keeps both of two changes that meet", async () => {
    const { columns } = await aBoard();
    const path = `columns/${columns[0].id}/`;
    for (const answer of await Promise.all([{ wip_limit: 5 }, { color: "#111111" }].map((b) => ana.patch(path, b))))
      ok(answer);

    expect(ok(await ana.get(path))).toMatchObject({ wip_limit: 5, color: "#111111", version: 3 });
  });

  it("refuses what can't be changed", async () => {
    const [column] = await columnsOf(ana, ana.project);

    for (const field of ["id", "project", "project_key", "tickets_count", "version", "created_at"])
      refused(await ana.patch(`columns/${column.id}/`, { [field]: "x" }), 400, field);
    refused(await ana.patch(`columns/${column.id}/`, { name: null, color: null }), 400, "name", "color");
  });

  it("is for leads and superusers, as is making and deleting one", async () => {
    const { key, columns } = await aBoard();
    const order = columns.map(({ id }, i) => ({ id, order: i }));

    refused(await bob.post("columns/", { project: key, name: "x" }), 403);
    refused(await bob.patch(`columns/${columns[0].id}/`, { name: "x" }), 403);
    refused(await bob.delete(`columns/${columns[0].id}/`), 403);
    refused(await bob.delete(`columns/${columns[0].id}/?move_to=${columns[1].id}`), 403);
    refused(await bob.post("columns/reorder/", { project: key, order }), 403);
    ok(await superuser.post("columns/", { project: key, name: "x" }), 201);
    ok(await superuser.patch(`columns/${columns[0].id}/`, { name: "y" }));
    ok(await superuser.delete(`columns/${columns[0].id}/`), 204);
  });

  it("that isn't there is a 404", async () => {
    const { columns } = await aBoard();
    ok(await ana.delete(`columns/${columns[0].id}/`), 204);

    for (const id of [columns[0].id, "nothing", `${ana.project}.nothing`, "zzzz.01jd0000000000000000000000"]) {
      refused(await ana.get(`columns/${id}/`), 404);
      refused(await ana.patch(`columns/${id}/`, { name: "x" }), 404);
      refused(await ana.delete(`columns/${id}/`), 404);
    }
  });
});

describe("reordering columns", () => {
  const reorder = (project: string, order: unknown, person = ana) =>
    person.post("columns/reorder/", { project, order });

  it("gives every column its place", async () => {
    const { key, columns } = await aBoard();
    const [a, b, c, d] = columns.map(({ id }) => id);
    const wish = [
      { id: d, order: 0 },
      { id: b?.toUpperCase(), order: 3 },
      { id: a, order: 1 },
      { id: c, order: 2 },
    ];
    const list = ok(await reorder(key.toLowerCase(), wish)) as Page<Column>;

    expect(list).toEqual({ count: 4, next: null, previous: null, results: await columnsOf(ana, key) });
    expect((await columnsOf(ana, key)).map(({ id, order }) => [id, order])).toEqual([
      [d, 0],
      [a, 1],
      [c, 2],
      [b, 3],
    ]);
  });

  it("names every column once", async () => {
    const { key, columns } = await aBoard();
    const [a, b, c, d] = columns.map(({ id }) => id);
    const [foreign] = await columnsOf(stranger, stranger.project);
    const places = (...ids: (string | undefined)[]) => ids.map((id, order) => ({ id, order }));

    refused(await reorder(key, places(a, b, c)), 400, "order");
    refused(await reorder(key, places(a, b, c, a)), 400, "order");
    refused(await reorder(key, places(a, b, c, foreign.id)), 400, "order");
    refused(await reorder(key, places(a, b, c, d, foreign.id)), 400, "order");
    refused(await reorder(key, [...places(a, b, c), { id: d, order: 2 }]), 400, "order");
    refused(await reorder(key, []), 400, "order");
    refused(await reorder(key, "abc"), 400, "order");
    refused(await reorder(key, [a, b, c, d]), 400, "order.*");
    refused(await reorder(key, [...places(a, b, c), { id: d, order: 3, name: "x" }]), 400, "order.*");
    refused(await ana.post("columns/reorder/", {}), 400, "project", "order");
    refused(await reorder(stranger.project, places(foreign.id)), 400, "project");
    expect((await columnsOf(ana, key)).map(({ id }) => id)).toEqual([a, b, c, d]);
  });
});
