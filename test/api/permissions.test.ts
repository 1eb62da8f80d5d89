import { beforeAll, describe, expect, it } from "vitest";
import {
  aMember,
  aPerson,
  aProject,
  aTicket,
  superuser,
  type Caller,
  type Person,
  type Ticket,
} from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

let lead: Person;
let member: Person;
let other: Person;
let stranger: Person;

beforeAll(async () => {
  [lead, stranger] = await Promise.all([aPerson(), aPerson()]);
  [member, other] = await Promise.all([aMember(lead), aMember(lead)]);
});

const patch = (person: Caller, { id }: Ticket, wish: object = { name: "Changed" }) =>
  person.patch(`tickets/${id}/`, wish);
const remove = (person: Caller, { id }: Ticket) => person.delete(`tickets/${id}/`);

describe("making a ticket", () => {
  it("is open to every member, whoever is assigned", async () => {
    const wish = { project: lead.project, assignee_ids: [other.id, lead.id, member.id] };

    expect((await aTicket(member, wish)).assignee_ids).toEqual(wish.assignee_ids);
  });

  it("is refused to anybody else, who may not even know of the project", async () => {
    refused(await stranger.post("tickets/", { project: lead.project, name: "x" }), 400, "project");
  });
});

describe("changing a ticket", () => {
  it("is open to superusers and leads, whoever's it is", async () => {
    const ticket = await aTicket(member, { project: lead.project });

    ok(await patch(lead, ticket, { name: "A", priority_id: 1, description: "x" }));
    ok(await patch(superuser, ticket, { name: "B" }));
  });

  it("is open to its reporter and its assignees, every field", async () => {
    const ticket = await aTicket(member, { project: lead.project, assignee_ids: [other.id] });
    const [neighbour] = [await aTicket(lead)];
    const wish = { name: "A", status: "new", due_date: "2026-01-01", after: neighbour.id, description: "x" };

    ok(await patch(member, ticket, wish));
    ok(await patch(other, ticket, { ...wish, name: "B", assignee_ids: [other.id, lead.id] }));
  });

  it("is refused to other members, also where it would change nothing much", async () => {
    const ticket = await aTicket(lead, { assignee_ids: [other.id] });

    for (const wish of [{ name: "x" }, { status: "done" }, { assignee_ids: [member.id] }, { assignee_ids: [] }])
      refused(await patch(member, ticket, wish), 403);
    ok(await member.get(`tickets/${ticket.id}/`));
    ok(await member.post(`tickets/${ticket.id}/toggle_follow/`, { following: true }));
  });

  it("ends for an assignee who isn't one any more", async () => {
    const ticket = await aTicket(lead, { assignee_ids: [member.id] });
    ok(await patch(member, ticket, { assignee_ids: [] }));

    refused(await patch(member, ticket), 403);
  });

  it("is a 404 for anybody else", async () => {
    refused(await patch(stranger, await aTicket(lead)), 404);
  });
});

describe("assigning oneself", () => {
  it("is open to every member while nobody is assigned", async () => {
    const ticket = await aTicket(lead);

    expect(ok(await patch(member, ticket, { assignee_ids: [member.id] }))).toMatchObject({ assignee_ids: [member.id] });
    ok(await patch(member, ticket));
  });

  it("is all that it opens: nobody else, nothing beside it", async () => {
    const ticket = await aTicket(lead);

    refused(await patch(member, ticket, { assignee_ids: [other.id] }), 403);
    refused(await patch(member, ticket, { assignee_ids: [member.id, other.id] }), 403);
    refused(await patch(member, ticket, { assignee_ids: [member.id], name: "Mine" }), 403);
  });

  it("is won by one of two who do it at once", async () => {
    const ticket = await aTicket(lead);
    const both = await Promise.all([member, other].map((one) => patch(one, ticket, { assignee_ids: [one.id] })));

    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
  });
});

describe("a project whose policy is `members`", () => {
  it("lets every member change every ticket, but not delete it", async () => {
    const { key } = await aProject(lead, { member_usernames: [member.username, other.username] });
    const ticket = await aTicket(lead, { project: key, assignee_ids: [other.id] });
    refused(await patch(member, ticket), 403);
    ok(await lead.patch(`projects/${key}/`, { edit_policy: "members" }));

    ok(await patch(member, ticket, { name: "Ours", assignee_ids: [], status: "done" }));
    refused(await remove(member, ticket), 403);
    refused(await patch(stranger, ticket), 404);
    ok(await lead.patch(`projects/${key}/`, { edit_policy: "assignees" }));
    refused(await patch(member, ticket), 403);
  });
});

describe("deleting a ticket", () => {
  it("is open to superusers, leads and its reporter", async () => {
    const wish = { project: lead.project };
    const [a, b, c] = [await aTicket(member, wish), await aTicket(member, wish), await aTicket(member, wish)];

    ok(await remove(superuser, a), 204);
    ok(await remove(lead, b), 204);
    ok(await remove(member, c), 204);
  });

  it("is refused to assignees and other members", async () => {
    const ticket = await aTicket(lead, { assignee_ids: [member.id] });

    refused(await remove(member, ticket), 403);
    refused(await remove(other, ticket), 403);
    refused(await remove(stranger, ticket), 404);
    ok(await lead.get(`tickets/${ticket.id}/`));
  });
});

describe("a lead", () => {
  it("has a lead's rights from the moment that they are made one, and no longer", async () => {
    const { key } = await aProject(lead, { member_usernames: [member.username] });
    const ticket = await aTicket(lead, { project: key });
    refused(await patch(member, ticket), 403);
    ok(await lead.patch(`projects/${key}/members/${member.id}/`, { role: "lead" }));
    ok(await patch(member, ticket));
    ok(await lead.patch(`projects/${key}/members/${member.id}/`, { role: "member" }));

    refused(await patch(member, ticket), 403);
    refused(await member.post("columns/", { project: key, name: "x" }), 403);
  });
});
