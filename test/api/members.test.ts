import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, aProject, aTicket, superuser, walk } from "../support/api.ts";
import type { Member, Page, Person, ProjectDetail, Ticket } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";
import { onTheTable } from "../support/table.ts";

let ana: Person;
let bob: Person;
let stranger: Person;

beforeAll(async () => {
  [ana, stranger] = await Promise.all([aPerson(), aPerson()]);
  bob = await aMember(ana);
});

const rolesIn = async (key: string, person = ana): Promise<Record<string, string>> => {
  const members = await walk<Member>(person, `projects/${key}/members/`);
  return Object.fromEntries(members.map(({ id, role }) => [id, role]));
};

/** A project of ana's own with bob as member, for tests that change who is who. */
const theirs = async (): Promise<string> => (await aProject(ana, { member_usernames: [bob.username] })).key;

describe("the members of a project", () => {
  it("are listed with their roles, leads first", async () => {
    const key = await theirs();
    const page = ok(await bob.get<Page<Member>>(`projects/${key}/members/`));

    expect(page).toMatchObject({ count: 2, next: null, previous: null });
    expect(page.results).toEqual([
      { id: ana.id, username: ana.username, email: ana.email, first_name: null, last_name: null, role: "lead" },
      { id: bob.id, username: bob.username, email: bob.email, first_name: null, last_name: null, role: "member" },
    ]);
  });

  it("are added by user name, in any case, as member unless said otherwise", async () => {
    const key = await theirs();
    const [cleo, dan] = [await aPerson(), await aPerson()];

    expect(
      ok(await ana.post(`projects/${key}/members/`, { username: cleo.username.toUpperCase() }), 201),
    ).toMatchObject({ id: cleo.id, role: "member" });
    ok(await ana.post(`projects/${key}/members/`, { username: dan.username, role: "lead" }), 201);
    expect(await rolesIn(key)).toEqual({ [ana.id]: "lead", [bob.id]: "member", [cleo.id]: "member", [dan.id]: "lead" });
    ok(await cleo.get(`projects/${key}/`));
  });

  it("that are there already only change their role, with 200", async () => {
    const key = await theirs();

    expect(ok(await ana.post<Member>(`projects/${key}/members/`, { username: bob.username, role: "lead" })).role).toBe(
      "lead",
    );
    ok(await ana.post(`projects/${key}/members/`, { username: bob.username, role: "lead" }));
    ok(await ana.post(`projects/${key}/members/`, { username: bob.username, role: "member" }));
    expect((await rolesIn(key))[bob.id]).toBe("member");
  });

  it("are added by address only once it is proven", async () => {
    refused(await ana.post(`projects/${ana.project}/members/`, { email: stranger.email }), 400, "email");
    expect(await rolesIn(ana.project)).not.toHaveProperty(stranger.id);
    const cleo = await aPerson();
    await onTheTable("UpdateItem", {
      Key: { pk: { S: `u#${cleo.id}` }, sk: { S: "a" } },
      UpdateExpression: "SET email_verified = :yes",
      ExpressionAttributeValues: { ":yes": { BOOL: true } },
    });

    ok(await ana.post(`projects/${ana.project}/members/`, { email: cleo.email.toUpperCase() }), 201);
    expect(await rolesIn(ana.project)).toHaveProperty(cleo.id, "member");
  });

  it("must exist, be named in one way, and have a role that there is", async () => {
    const path = `projects/${ana.project}/members/`;

    refused(await ana.post(path, { username: "nobody-of-this-name" }), 400, "username");
    refused(await ana.post(path, { email: "nobody@example.com" }), 400, "email");
    refused(await ana.post(path, {}), 400);
    refused(await ana.post(path, { username: stranger.username, role: "former" }), 400, "role");
    refused(await ana.post(path, { username: stranger.username, role: "owner" }), 400, "role");
    refused(await ana.patch(`${path}${bob.id}/`, { role: "former" }), 400, "role");
    refused(await ana.patch(`${path}${bob.id}/`, {}), 400, "role");
  });

  it("may not be inactive people", async () => {
    const cleo = await aPerson();
    ok(await superuser.patch(`users/${cleo.id}/`, { is_active: false }));

    refused(await ana.post(`projects/${ana.project}/members/`, { username: cleo.username }), 400, "username");
  });

  it("change their role by PATCH", async () => {
    const key = await theirs();

    expect(ok(await ana.patch(`projects/${key}/members/${bob.id}/`, { role: "lead" }))).toMatchObject({
      id: bob.id,
      role: "lead",
    });
    ok(await bob.patch(`projects/${key}/members/${ana.id.toUpperCase()}/`, { role: "member" }));
    expect(await rolesIn(key)).toEqual({ [ana.id]: "member", [bob.id]: "lead" });
    refused(await ana.patch(`projects/${key}/members/${bob.id}/`, { role: "member" }), 403);
  });

  it("are managed by leads and superusers only", async () => {
    const key = await theirs();

    refused(await bob.post(`projects/${key}/members/`, { username: stranger.username }), 403);
    refused(await bob.patch(`projects/${key}/members/${bob.id}/`, { role: "lead" }), 403);
    refused(await bob.delete(`projects/${key}/members/${ana.id}/`), 403);
    ok(await superuser.post(`projects/${key}/members/`, { username: stranger.username }), 201);
    ok(await superuser.patch(`projects/${key}/members/${stranger.id}/`, { role: "lead" }));
    ok(await superuser.delete(`projects/${key}/members/${stranger.id}/`), 204);
  });

  it("that there aren't are a 404", async () => {
    refused(await ana.patch(`projects/${ana.project}/members/${stranger.id}/`, { role: "lead" }), 404);
    refused(await ana.delete(`projects/${ana.project}/members/${stranger.id}/`), 404);
    refused(await ana.delete(`projects/${ana.project}/members/nobody/`), 404);
  });

  it("keep a lead: the last one can neither step down nor leave", async () => {
    const key = await theirs();

    refused(await ana.patch(`projects/${key}/members/${ana.id}/`, { role: "member" }), 409);
    refused(await ana.post(`projects/${key}/members/`, { username: ana.username, role: "member" }), 409);
    refused(await ana.delete(`projects/${key}/members/${ana.id}/`), 409);
    refused(await superuser.delete(`projects/${key}/members/${ana.id}/`), 409);
    ok(await ana.patch(`projects/${key}/members/${bob.id}/`, { role: "lead" }));
    ok(await ana.delete(`projects/${key}/members/${ana.id}/`), 204);
    expect(ok(await bob.get<ProjectDetail>(`projects/${key}/`)).lead_username).toBe(bob.username);
  });

  it("keep a lead also when two leave at once", async () => {
    const key = await theirs();
    ok(await ana.patch(`projects/${key}/members/${bob.id}/`, { role: "lead" }));
    const both = await Promise.all([ana, bob].map((one) => one.delete(`projects/${key}/members/${one.id}/`)));

    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
  });
});

describe("who leaves", () => {
  it("sees nothing any more", async () => {
    const key = await theirs();
    const ticket = await aTicket(ana, { project: key, assignee_ids: [bob.id] });
    ok(await bob.delete(`projects/${key}/members/${bob.id}/`), 204);

    refused(await bob.get(`projects/${key}/`), 404);
    refused(await bob.get(`tickets/${ticket.id}/`), 404);
    refused(await bob.patch(`tickets/${ticket.id}/`, { name: "x" }), 404);
    refused(await bob.delete(`projects/${key}/members/${bob.id}/`), 404);
    expect(JSON.stringify((await bob.get("tickets/?assignee=me")).body)).not.toContain(ticket.id);
  });

  it("keeps past assignments but can't get new ones", async () => {
    const key = await theirs();
    const [old, other] = [
      await aTicket(ana, { project: key, assignee_ids: [bob.id] }),
      await aTicket(ana, { project: key }),
    ];
    ok(await ana.delete(`projects/${key}/members/${bob.id}/`), 204);
    const kept = ok(await ana.get<Ticket>(`tickets/${old.id}/`));

    expect(kept.assignees).toEqual([
      { id: bob.id, username: bob.username, email: bob.email, first_name: null, last_name: null },
    ]);
    const more = ok(await ana.patch<Ticket>(`tickets/${old.id}/`, { assignee_ids: [bob.id, ana.id] }));
    expect([...more.assignee_ids].sort()).toEqual([ana.id, bob.id].sort());
    refused(await ana.patch(`tickets/${other.id}/`, { assignee_ids: [bob.id] }), 400, "assignee_ids");
    refused(await ana.post("tickets/", { project: key, name: "x", assignee_ids: [bob.id] }), 400, "assignee_ids");
    ok(await ana.patch(`tickets/${old.id}/`, { assignee_ids: [] }));
    refused(await ana.patch(`tickets/${old.id}/`, { assignee_ids: [bob.id] }), 400, "assignee_ids");
  });

  it("may come back, as new", async () => {
    const key = await theirs();
    ok(await bob.delete(`projects/${key}/members/${bob.id}/`), 204);

    ok(await ana.post(`projects/${key}/members/`, { username: bob.username }), 201);
    ok(await bob.get(`projects/${key}/`));
    expect(await rolesIn(key)).toEqual({ [ana.id]: "lead", [bob.id]: "member" });
  });
});
