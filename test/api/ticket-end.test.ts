import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, aTicket, type Person, type Ticket } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

let ana: Person;
let bob: Person;

beforeAll(async () => {
  ana = await aPerson();
  bob = await aMember(ana);
});

describe("deleting a ticket", () => {
  it("takes it out of everything", async () => {
    const { id, column } = await aTicket(ana, { description: "x", assignee_ids: [bob.id] });
    ok(await ana.delete(`tickets/${id}/`), 204);

    for (const path of [`tickets/${id}/`, `tickets/${id}/activity/`]) refused(await ana.get(path), 404);
    refused(await ana.patch(`tickets/${id}/`, { name: "x" }), 404);
    refused(await ana.delete(`tickets/${id}/`), 404);
    refused(await ana.post(`tickets/${id}/toggle_follow/`, { following: true }), 404);
    for (const list of [`project=${ana.project}`, `column=${column}`, "assignee=none", "reporter=me", "following=true"])
      expect(JSON.stringify((await ana.get(`tickets/?${list}`)).body)).not.toContain(`"${id}"`);
    expect(JSON.stringify((await bob.get("tickets/?assignee=me")).body)).not.toContain(`"${id}"`);
  });

  it("leaves its subtasks alive, without a parent", async () => {
    const parent = await aTicket(ana, { type: "epic" });
    const children = [await aTicket(ana, { parent: parent.id }), await aTicket(ana, { parent: parent.id })];
    const grandchild = await aTicket(ana, { parent: children[0]?.id });
    ok(await ana.delete(`tickets/${parent.id}/`), 204);

    for (const { id } of children) expect(ok(await ana.get<Ticket>(`tickets/${id}/`)).parent).toBeNull();
    expect(ok(await ana.get<Ticket>(`tickets/${grandchild.id}/`)).parent).toBe(children[0]?.id);
  });
});

describe("following", () => {
  it("is each person's own, and can be repeated", async () => {
    const { id } = await aTicket(ana);
    const follow = (following: boolean) => bob.post<object>(`tickets/${id}/toggle_follow/`, { following });
    for (const following of [true, true, false, false, true]) {
      expect(ok(await follow(following))).toMatchObject({ following });
      expect(ok(await bob.get(`tickets/${id}/`))).toMatchObject({ following, followers_count: following ? 2 : 1 });
    }
    expect(ok(await ana.get(`tickets/${id}/`))).toMatchObject({ following: true, version: 1 });
  });

  it("refuses what is no yes or no", async () => {
    const { id } = await aTicket(ana);

    for (const following of ["yes", 1, null])
      refused(await ana.post(`tickets/${id}/toggle_follow/`, { following }), 400, "following");
  });
});
