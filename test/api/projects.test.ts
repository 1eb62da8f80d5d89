import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, aProject, aTicket, aWord, columnsOf, superuser, walk } from "../support/api.ts";
import type { Page, Person, Project, ProjectDetail } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";
import { onTheTable } from "../support/table.ts";

let ana: Person;
let bob: Person;

beforeAll(async () => {
  ana = await aPerson();
  bob = await aMember(ana);
});

const project = async (key: string, person = ana): Promise<ProjectDetail> =>
  ok(await person.get<ProjectDetail>(`projects/${key}/`));
const keysOf = async (person: Person): Promise<string[]> =>
  (await walk<Project>(person, "projects/?page_size=100")).map(({ key }) => key);

describe("a project", () => {
  it("is made with its creator as lead, and shows every member of the contract", async () => {
    const key = aWord().toUpperCase();
    const made = ok(
      await ana.post<ProjectDetail>("projects/", { key, name: " Plans ", description: "Big *ones*" }),
      201,
    );

    expect(made).toEqual({
      id: key,
      key,
      name: "Plans",
      description: "Big *ones*",
      lead_username: ana.username,
      members: [
        { id: ana.id, username: ana.username, email: ana.email, first_name: null, last_name: null, role: "lead" },
      ],
      tickets_count: 0,
      columns_count: 4,
      edit_policy: "assignees",
      version: 1,
      created_at: expect.any(String) as string,
      updated_at: expect.any(String) as string,
    });
    expect(await project(key)).toEqual(made);
    expect((await columnsOf(ana, key)).map((c) => `${c.name}: ${c.status}`)).toEqual([
      "To Do: new",
      "In Progress: in_progress",
      "Review: review",
      "Done: done",
    ]);
  });

  it("has no members in a list, and null for no description", async () => {
    const { key } = await aProject(ana);
    const listed = (await walk<Project>(ana, "projects/")).find((p) => p.key === key);
    const { members: _, ...rest } = await project(key);

    expect(listed).toEqual({ ...rest, description: null });
  });

  it("begins with the people that it names", async () => {
    const cleo = await aPerson();
    const names = [bob.username.toUpperCase(), cleo.username];
    const made = await aProject(ana, { member_usernames: names });

    expect(made.members.map((m) => `${m.id} ${m.role}`).sort()).toEqual(
      [`${ana.id} lead`, `${bob.id} member`, `${cleo.id} member`].sort(),
    );
    expect(await keysOf(cleo)).toContain(made.key);
  });

  it("refuses people whom there aren't", async () => {
    const wish = { key: aWord(), name: "x", member_usernames: [bob.username, "nobody-of-this-name"] };
    const problem = refused(await ana.post("projects/", wish), 400, "member_usernames");

    expect(problem.detail).toContain("nobody-of-this-name");
  });

  it("says what is missing or wrong", async () => {
    refused(await ana.post("projects/", {}), 400, "key", "name");
    refused(await ana.post("projects/", { key: aWord(), name: "x".repeat(256) }), 400, "name");
    refused(await ana.post("projects/", { key: aWord(), name: "x", description: 7 }), 400, "description");
    refused(
      await ana.post("projects/", { key: aWord(), name: "x", members: [], version: 1 }),
      400,
      "members",
      "version",
    );
    ok(await ana.post("projects/", { key: aWord(), name: "🦕".repeat(255) }), 201);
  });

  it.each(["A", "1AB", "A_B", "ABCDEFGHIJK", "", "ÄÖ"])("refuses a key like %j", async (key) => {
    refused(await ana.post("projects/", { key, name: "x" }), 400, "key");
  });

  it("refuses a key that is taken, also by others and in any case", async () => {
    refused(await ana.post("projects/", { key: ana.project, name: "x" }), 409);
    refused(await bob.post("projects/", { key: ana.project.toLowerCase(), name: "x" }), 409);
    refused(await ana.post("projects/", { key: bob.project, name: "x" }), 409);
  });

  it("is the last of 100: one more per person is refused, naming the limit", async () => {
    const cleo = await aPerson();
    await onTheTable("UpdateItem", {
      Key: { pk: { S: `u#${cleo.id}` }, sk: { S: "a" } },
      UpdateExpression: "SET projects = :n",
      ExpressionAttributeValues: { ":n": { N: "99" } },
    });
    ok(await cleo.post("projects/", { key: aWord(), name: "The 100th" }), 201);

    expect(refused(await cleo.post("projects/", { key: aWord(), name: "x" }), 400).detail).toContain("100");
    expect(
      refused(await ana.post(`projects/${ana.project}/members/`, { username: cleo.username }), 400).detail,
    ).toContain("100");
  });
});

describe("the list of projects", () => {
  it("holds those that one belongs to, in pages", async () => {
    const cleo = await aPerson();
    const made = [await aProject(cleo), await aProject(cleo), await aProject(cleo)].map(({ key }) => key);
    const first = ok(await cleo.get<Page<Project>>("projects/?page_size=3"));
    const second = ok(await cleo.get<Page<Project>>(first.next ?? ""));

    expect(first).toMatchObject({ count: 4, previous: null });
    expect([...first.results, ...second.results].map(({ key }) => key).sort()).toEqual([cleo.project, ...made].sort());
    expect(second.next).toBeNull();
    expect(ok(await cleo.get<Page<Project>>(second.previous ?? "")).results).toEqual(first.results);
    expect(ok(await cleo.get<Page<Project>>("projects/?page_size=3&page=2")).results).toEqual(second.results);
    expect(ok(await cleo.get<Page<Project>>("projects/?page=3")).results).toEqual([]);
  });

  it("of a superuser holds all", async () => {
    const keys = (await walk<Project>(superuser as Person, "projects/?page_size=100")).map(({ key }) => key);

    expect(keys).toEqual(expect.arrayContaining([ana.project, bob.project]));
  });

  it("refuses another's cursor, page sizes out of range and pages beyond 1,000 results", async () => {
    const { next } = ok(await bob.get<Page<Project>>("projects/?page_size=1"));

    refused(await ana.get(next ?? ""), 400, "cursor");
    for (const size of ["0", "101", "-1", "ten", "1.5"])
      refused(await ana.get(`projects/?page_size=${size}`), 400, "page_size");
    for (const page of ["0", "-1", "x"]) refused(await ana.get(`projects/?page=${page}`), 400, "page");
    expect(refused(await ana.get("projects/?page=51"), 400, "page").detail).toContain("cursor");
  });
});

describe("changing a project", () => {
  it("changes what is given and raises the version", async () => {
    const { key } = await aProject(ana, { description: "Old" });
    const named = ok(await ana.patch<ProjectDetail>(`projects/${key}/`, { name: "New" }));
    const after = ok(await ana.patch<ProjectDetail>(`projects/${key}/`, { description: null, edit_policy: "members" }));

    expect(named).toMatchObject({ name: "New", description: "Old", version: 2 });
    expect(after).toMatchObject({ name: "New", description: null, edit_policy: "members", version: 3 });
    expect(await project(key)).toEqual(after);
  });

  it("to what it is already raises no version", async () => {
    const { key, name } = await aProject(ana);

    expect(ok(await ana.patch(`projects/${key}/`, { name, edit_policy: "assignees" }))).toMatchObject({ version: 1 });
    expect(ok(await ana.patch(`projects/${key}/`, {}))).toMatchObject({ version: 1 });
  });

  it("keeps both of two changes that meet", async () => {
    const { key } = await aProject(ana);
    const both = [{ name: "A" }, { description: "B" }].map((body) => ana.patch(`projects/${key}/`, body));
    for (const answer of await Promise.all(both)) ok(answer);

    expect(await project(key)).toMatchObject({ name: "A", description: "B", version: 3 });
  });

  it("makes a member lead by lead_username", async () => {
    const { key } = await aProject(ana, { member_usernames: [bob.username] });
    const after = ok(await ana.patch<ProjectDetail>(`projects/${key}/`, { lead_username: bob.username.toUpperCase() }));

    expect(after.members.find((m) => m.id === bob.id)?.role).toBe("lead");
    expect(after.lead_username).toBe(ana.username);
    ok(await bob.patch(`projects/${key}/`, { name: "Bob's now, too" }));
    refused(await ana.patch(`projects/${key}/`, { lead_username: "nobody" }), 400, "lead_username");
  });

  it("refuses what can't be changed, and words that it doesn't know", async () => {
    const fixed = [
      "key",
      "id",
      "members",
      "tickets_count",
      "columns_count",
      "version",
      "created_at",
      "member_usernames",
    ];

    for (const field of fixed) refused(await ana.patch(`projects/${ana.project}/`, { [field]: "X" }), 400, field);
    refused(await ana.patch(`projects/${ana.project}/`, { edit_policy: "all" }), 400, "edit_policy");
    refused(await ana.patch(`projects/${ana.project}/`, { name: "" }), 400, "name");
    refused(await ana.patch(`projects/${ana.project}/`, { name: null }), 400, "name");
  });

  it("is for leads and superusers", async () => {
    const { key } = await aProject(ana, { member_usernames: [bob.username] });

    refused(await bob.patch(`projects/${key}/`, { name: "Mine" }), 403);
    refused(await bob.delete(`projects/${key}/`), 403);
    ok(await superuser.patch(`projects/${key}/`, { name: "The operator's" }));
  });
});

describe("deleting a project", () => {
  it("makes it and all that is in it invisible at once, for everybody", async () => {
    const { key } = await aProject(ana, { member_usernames: [bob.username] });
    const ticket = await aTicket(ana, { project: key });
    const gone = await ana.delete(`projects/${key}/`);
    expect([202, 204]).toContain(gone.status);

    for (const person of [ana, bob, superuser]) {
      for (const path of [`projects/${key}/`, `projects/${key}/board/`, `projects/${key}/members/`])
        refused(await person.get(path), 404);
      for (const path of [`tickets/${ticket.id}/`, `tickets/${ticket.id}/activity/`, `columns/${ticket.column}/`])
        refused(await person.get(path), 404);
      for (const list of ["tickets", "columns", "users"]) refused(await person.get(`${list}/?project=${key}`), 404);
      refused(await person.patch(`tickets/${ticket.id}/`, { name: "x" }), 404);
      refused(await person.post("tickets/", { project: key, name: "x" }), 400, "project");
      refused(await person.post("tickets/", { column: ticket.column, name: "x" }), 400, "column");
      expect(JSON.stringify((await person.get(`tickets/?column=${ticket.column}`)).body)).not.toContain(ticket.id);
    }
    for (const person of [ana, bob]) {
      expect(await keysOf(person)).not.toContain(key);
      expect(JSON.stringify((await person.get("tickets/")).body)).not.toContain(ticket.id);
    }
    refused(await ana.delete(`projects/${key}/`), 404);
  });

  it("never frees its key", async () => {
    const { key } = await aProject(ana);
    ok(await ana.delete(`projects/${key}/`), 204);

    refused(await ana.post("projects/", { key, name: "Again" }), 409);
    refused(await bob.post("projects/", { key, name: "Again" }), 409);
  });

  it("makes room for another", async () => {
    const cleo = await aPerson();
    const { key } = await aProject(cleo);
    await onTheTable("UpdateItem", {
      Key: { pk: { S: `u#${cleo.id}` }, sk: { S: "a" } },
      UpdateExpression: "SET projects = :n",
      ExpressionAttributeValues: { ":n": { N: "100" } },
    });
    ok(await cleo.delete(`projects/${key}/`), 204);

    ok(await cleo.post("projects/", { key: aWord(), name: "x" }), 201);
  });
});
