import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, aProject, aRegistration, aTicket, aWord, columnsOf, stackOf, walk } from "../support/api.ts";
import type { Member, Person, ProjectDetail, Registered, Ticket } from "../support/api.ts";
import { call, ok, type Answer } from "../support/call.ts";

let ana: Person;
let bob: Person;

beforeAll(async () => {
  ana = await aPerson();
  bob = await aMember(ana);
});

const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status).sort();

describe("two at once", () => {
  it("register one user name, address or key: one of them gets it, the other can go on", async () => {
    for (const field of ["username", "email", "project_key"] as const) {
      const [one, two] = [aRegistration(), aRegistration()];
      const bodies = [one, { ...two, [field]: one[field] }];
      const answers = await Promise.all(bodies.map((body) => call<Registered>("POST", "auth/register/", { body })));
      expect([field, ...statuses(answers)]).toEqual([field, 201, 409]);
      const loser = answers[0]?.status === 409 ? one : two;

      ok(await call("POST", "auth/register/", { body: { ...loser, [field]: aRegistration()[field] } }), 201);
    }
  });

  it("make a project of one key: one does", async () => {
    const body = { key: aWord(), name: "x" };

    expect(statuses(await Promise.all([ana, bob].map((one) => one.post("projects/", body))))).toEqual([201, 409]);
  });

  it("add one member: they are added once", async () => {
    const { key } = await aProject(ana);
    const add = () => ana.post(`projects/${key}/members/`, { username: bob.username });
    expect(statuses(await Promise.all([add(), add()]))).toEqual([200, 201]);

    const members = await walk<Member>(ana, `projects/${key}/members/`);
    expect(members.map(({ id }) => id)).toEqual([ana.id, bob.id]);
  });

  it("delete the same: one does, for the other it is gone", async () => {
    const { key } = await aProject(ana);
    const { id } = await aTicket(ana);
    const [, , review] = await columnsOf(ana, key);

    for (const path of [`tickets/${id}/`, `columns/${review.id}/`, `projects/${key}/`])
      expect([path, ...statuses(await Promise.all([ana.delete(path), ana.delete(path)]))]).toEqual([path, 204, 404]);
  });

  it("delete a parent and give it a child: no child names a parent that is gone", async () => {
    for (let round = 0; round < 3; round++) {
      const { id } = await aTicket(ana);
      const child = await aTicket(ana);
      const [gone, adopted] = await Promise.all([
        ana.delete(`tickets/${id}/`),
        ana.patch(`tickets/${child.id}/`, { parent: id }),
      ]);

      ok(gone, 204);
      expect([200, 400]).toContain(adopted.status);
      expect(ok(await ana.get<Ticket>(`tickets/${child.id}/`)).parent).toBeNull();
    }
  });

  it("assign and remove a member: nobody new is assigned after they have gone", async () => {
    const { key } = await aProject(ana, { member_usernames: [bob.username] });
    const ticket = await aTicket(ana, { project: key });
    const [, assigned] = await Promise.all([
      ana.delete(`projects/${key}/members/${bob.id}/`),
      ana.patch(`tickets/${ticket.id}/`, { assignee_ids: [bob.id] }),
    ]);

    expect([200, 400]).toContain(assigned.status);
    const { assignee_ids } = ok(await ana.get<Ticket>(`tickets/${ticket.id}/`));
    expect(assignee_ids).toEqual(assigned.status === 200 ? [bob.id] : []);
  });

  it("make tickets: all have their own number and place", async () => {
    const { key } = await aProject(ana, { member_usernames: [bob.username] });
    const made = await Promise.all([ana, bob, ana, bob, ana, bob].map((one) => aTicket(one, { project: key })));
    const [todo] = await columnsOf(ana, key);

    expect(made.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await stackOf(ana, todo.id)).toSorted()).toEqual(made.map(({ id }) => id).sort());
    expect(ok(await ana.get<ProjectDetail>(`projects/${key}/`)).tickets_count).toBe(6);
  });

  it("follow and change a ticket: both hold", async () => {
    const { id } = await aTicket(ana);
    const [changed, followed] = await Promise.all([
      ana.patch(`tickets/${id}/`, { name: "Changed" }),
      bob.post(`tickets/${id}/toggle_follow/`, { following: true }),
    ]);
    ok(changed);
    ok(followed);

    expect(ok(await bob.get(`tickets/${id}/`))).toMatchObject({ name: "Changed", following: true, followers_count: 2 });
  });
});
