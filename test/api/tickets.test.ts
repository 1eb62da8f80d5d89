import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, aProject, aTicket, columnsOf, superuser } from "../support/api.ts";
import type { Column, Person, ProjectDetail, Ticket } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

let ana: Person;
let bob: Person;
let stranger: Person;
let columns: [Column, Column, Column, Column, ...Column[]];
let foreign: { ticket: Ticket; column: Column };

beforeAll(async () => {
  [ana, stranger] = await Promise.all([aPerson({ first_name: "Ana" }), aPerson()]);
  bob = await aMember(ana);
  columns = await columnsOf(ana, ana.project);
  foreign = { ticket: await aTicket(stranger), column: (await columnsOf(stranger, stranger.project))[0] };
});

const create = (fields: object, person = ana) =>
  person.post<Ticket>("tickets/", { name: "A ticket", project: ana.project, ...fields });
const user = (person: Person, first_name: string | null = null) => ({
  id: person.id,
  username: person.username,
  email: person.email,
  first_name,
  last_name: null,
});

describe("making a ticket", () => {
  it("fills in the defaults, and answers with every member of the contract", async () => {
    const cleo = await aPerson();
    const [todo] = await columnsOf(cleo, cleo.project);
    const made = ok(await cleo.post<Ticket>("tickets/", { name: " Write  it " }), 201);

    expect(made).toEqual({
      id: `${cleo.project}-1`,
      number: 1,
      name: "Write  it",
      description: null,
      type: "task",
      status: "new",
      priority_id: 2,
      urgency: "normal",
      importance: "normal",
      project: cleo.project,
      project_key: cleo.project,
      column: todo.id,
      column_name: "To Do",
      rank: expect.any(String) as string,
      assignee_ids: [],
      assignees: [],
      reporter: user(cleo),
      parent: null,
      subtasks: [],
      tags: [],
      tag_names: [],
      following: true,
      followers_count: 1,
      comments_count: 0,
      attachments_count: 0,
      subtasks_count: 0,
      due_date: null,
      start_date: null,
      version: 1,
      created_at: expect.any(String) as string,
      updated_at: made.created_at,
    });
    expect(ok(await cleo.get(`tickets/${made.id}/`))).toEqual(made);
  });

  it("takes every field", async () => {
    const parent = await aTicket(ana);
    const fields = {
      name: "All of it",
      description: "# Why\n\nBecause.",
      type: "bug",
      status: "review",
      priority_id: 4,
      urgency: "high",
      importance: "critical",
      column: columns[1].id,
      assignee_ids: [bob.id],
      tag_names: [],
      parent: parent.id,
      due_date: "2026-12-24",
      start_date: "2026-12-01",
    };
    const made = ok(await create(fields), 201);

    expect(made).toMatchObject(fields);
    expect(made).toMatchObject({ assignees: [user(bob)], reporter: user(ana, "Ana"), followers_count: 2 });
  });

  it("numbers a project's tickets from 1, and never gives a number twice", async () => {
    const { key } = await aProject(ana);
    const numbers = (await Promise.all([1, 2, 3, 4].map(() => aTicket(ana, { project: key })))).map((t) => t.number);
    expect(new Set(numbers).size).toBe(4);
    const last = await aTicket(ana, { project: key });
    ok(await ana.delete(`tickets/${last.id}/`), 204);

    expect((await aTicket(ana, { project: key })).number).toBeGreaterThan(last.number);
  });

  it("needs a name of 1 to 500 characters", async () => {
    refused(await ana.post("tickets/", { project: ana.project }), 400, "name");
    for (const name of ["", "  ", null, 7, "x".repeat(501)]) refused(await create({ name }), 400, "name");
  });

  it("takes the project from the column, or from there being only one", async () => {
    const { key } = await aProject(ana);
    const [, doing] = await columnsOf(ana, key);

    expect(ok(await ana.post("tickets/", { name: "x", column: doing.id }), 201)).toMatchObject({ project: key });
    refused(await ana.post("tickets/", { name: "x" }), 400, "project");
    expect(ok(await stranger.post("tickets/", { name: "x" }), 201)).toMatchObject({ project: stranger.project });
  });

  it("takes the status of its column, unless one is given too", async () => {
    for (const { id, status } of columns) expect(ok(await create({ column: id }), 201).status).toBe(status);
    expect(ok(await create({ column: columns[3].id, status: "new" }), 201)).toMatchObject({
      column: columns[3].id,
      status: "new",
    });
  });

  it("refuses words and numbers that it doesn't know", async () => {
    refused(await create({ type: "saga" }), 400, "type");
    refused(await create({ status: "open" }), 400, "status");
    for (const priority_id of [0, 5, "2", 1.5, null]) refused(await create({ priority_id }), 400, "priority_id");
    refused(await create({ urgency: "critical" }), 400, "urgency");
    refused(await create({ importance: "huge" }), 400, "importance");
  });

  it("refuses what only the server says", async () => {
    for (const field of ["id", "number", "rank", "reporter", "assignees", "tags", "subtasks", "version", "created_at"])
      refused(await create({ [field]: 1 }), 400, field);
  });

  it("refuses a column that isn't one of the project's", async () => {
    for (const column of [foreign.column.id, "nothing", (await columnsOf(bob, bob.project))[0].id])
      refused(await create({ column }), 400, "column");
  });

  it("refuses people who aren't members, and more than 20", async () => {
    refused(await create({ assignee_ids: [stranger.id] }), 400, "assignee_ids");
    refused(await create({ assignee_ids: ["nobody"] }), 400, "assignee_ids");
    refused(await create({ assignee_ids: bob.id }), 400, "assignee_ids");
    const many = refused(
      await create({ assignee_ids: Array.from({ length: 21 }, (_, i) => `${i}`) }),
      400,
      "assignee_ids",
    );
    expect(many.detail).toContain("20");
    expect(ok(await create({ assignee_ids: [bob.id, ana.id, bob.id] }), 201).assignee_ids).toEqual([bob.id, ana.id]);
  });

  it("refuses tags that there aren't, naming them, and more than 20", async () => {
    const problem = refused(await create({ tag_names: ["Frontend", "Nope"] }), 400, "tag_names");

    expect(problem.detail).toMatch(/Frontend.*Nope/);
    const many = refused(await create({ tag_names: Array.from({ length: 21 }, (_, i) => `t${i}`) }), 400, "tag_names");
    expect(many.detail).toContain("20");
  });

  it("makes reporter and assignees follow", async () => {
    const made = await aTicket(ana, { assignee_ids: [bob.id] });

    expect(made).toMatchObject({ following: true, followers_count: 2 });
    expect(ok(await bob.get<Ticket>(`tickets/${made.id}/`)).following).toBe(true);
  });

  it("counts in project and column", async () => {
    const { key } = await aProject(ana);
    const made = await aTicket(ana, { project: key });
    await aTicket(ana, { project: key });
    ok(await ana.delete(`tickets/${made.id}/`), 204);

    expect(ok(await ana.get<ProjectDetail>(`projects/${key}/`)).tickets_count).toBe(1);
    expect((await columnsOf(ana, key))[0].tickets_count).toBe(1);
  });

  it("is open to every member, and to superusers in any project", async () => {
    expect(ok(await create({}, bob), 201).reporter?.id).toBe(bob.id);
    expect(
      ok(await superuser.post<Ticket>("tickets/", { project: ana.project, name: "x" }), 201).reporter,
    ).toMatchObject({
      id: expect.any(String) as string,
    });
  });
});

describe("changing a ticket", () => {
  it("changes what is given, keeps the rest, and raises the version", async () => {
    const before = await aTicket(ana, { description: "Old", due_date: "2026-01-01", assignee_ids: [bob.id] });
    const wish = { name: "New", type: "epic", priority_id: 1, urgency: "low", importance: "high" };
    const after = ok(await ana.patch<Ticket>(`tickets/${before.id}/`, wish));

    expect(after).toEqual({ ...before, ...wish, version: 2, updated_at: after.updated_at });
    expect(after.updated_at >= before.updated_at).toBe(true);
    expect(ok(await ana.get(`tickets/${before.id}/`))).toEqual(after);
  });

  it("clears what may be null, and replaces lists", async () => {
    const full = { description: "x", due_date: "2026-01-01", start_date: "2025-01-01", assignee_ids: [ana.id, bob.id] };
    const before = await aTicket(ana, { ...full, parent: (await aTicket(ana)).id });
    const empty = { description: null, due_date: null, start_date: null, parent: null, assignee_ids: [bob.id] };

    expect(ok(await ana.patch(`tickets/${before.id}/`, empty))).toMatchObject({ ...empty, assignees: [user(bob)] });
    expect(ok(await ana.patch(`tickets/${before.id}/`, { assignee_ids: [] }))).toMatchObject({ assignees: [] });
  });

  it("makes who is assigned later follow, and keeps who is not any more", async () => {
    const before = await aTicket(ana);
    expect(ok(await ana.patch(`tickets/${before.id}/`, { assignee_ids: [bob.id] }))).toMatchObject({
      followers_count: 2,
    });

    expect(ok(await ana.patch(`tickets/${before.id}/`, { assignee_ids: [] }))).toMatchObject({ followers_count: 2 });
    expect(ok(await bob.get<Ticket>(`tickets/${before.id}/`)).following).toBe(true);
  });

  it("that changes nothing raises no version", async () => {
    const before = await aTicket(ana, { description: "Same", due_date: "2026-01-01", assignee_ids: [bob.id, ana.id] });
    const same = ["name", "description", "type", "status", "priority_id", "urgency", "importance", "column"] as const;

    for (const field of [...same, "assignee_ids", "tag_names", "parent", "due_date", "start_date"] as const)
      expect(ok(await ana.patch(`tickets/${before.id}/`, { [field]: before[field] }))).toEqual(before);
    expect(ok(await ana.patch(`tickets/${before.id}/`, {}))).toEqual(before);
  });

  it("keeps both of two changes of different fields that meet", async () => {
    const { id } = await aTicket(ana);
    const wishes = [{ name: "A" }, { description: "B" }, { priority_id: 4 }, { due_date: "2026-05-05" }];
    for (const answer of await Promise.all(wishes.map((wish) => ana.patch(`tickets/${id}/`, wish)))) ok(answer);

    expect(ok(await ana.get(`tickets/${id}/`))).toMatchObject({ ...Object.assign({}, ...wishes), version: 5 });
  });

  it("refuses what can't be changed, and values that are none", async () => {
    const { id } = await aTicket(ana);

    for (const field of [
      "id",
      "number",
      "project",
      "rank",
      "reporter",
      "following",
      "version",
      "updated_at",
      "subtasks",
    ])
      refused(await ana.patch(`tickets/${id}/`, { [field]: "x" }), 400, field);
    for (const field of ["name", "type", "status", "priority_id", "column", "assignee_ids", "tag_names"])
      refused(await ana.patch(`tickets/${id}/`, { [field]: null }), 400, field);
  });

  it("refuses references into other projects", async () => {
    const { id } = await aTicket(ana);
    const mine = { column: (await columnsOf(bob, bob.project))[0], ticket: await aTicket(bob) };

    for (const { column, ticket } of [foreign, mine]) {
      refused(await ana.patch(`tickets/${id}/`, { column: column.id }), 400, "column");
      refused(await ana.patch(`tickets/${id}/`, { parent: ticket.id }), 400, "parent");
      refused(await ana.patch(`tickets/${id}/`, { before: ticket.id }), 400, "before");
      refused(await ana.patch(`tickets/${id}/`, { after: ticket.id }), 400, "after");
    }
    refused(await ana.patch(`tickets/${id}/`, { assignee_ids: [stranger.id] }), 400, "assignee_ids");
    refused(await ana.patch(`tickets/${id}/`, { tag_names: ["nope"] }), 400, "tag_names");
    expect(ok(await ana.get(`tickets/${id}/`))).toMatchObject({ version: 1 });
  });
});
