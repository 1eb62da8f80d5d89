import { beforeAll, describe, expect, it } from "vitest";
import {
  aMember,
  aPerson,
  aTicket,
  columnsOf,
  superuser,
  walk,
  type Page,
  type Person,
  type Ticket,
} from "../support/api.ts";
import { ok, refused } from "../support/call.ts";
import { aTag } from "../support/tags.ts";

interface Change {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}
interface Activity {
  readonly id: string;
  readonly kind: string;
  readonly actor: { readonly id: string } | null;
  readonly created_at: string;
  readonly changes: Change[];
}

let ana: Person;
let bob: Person;

beforeAll(async () => {
  ana = await aPerson();
  bob = await aMember(ana);
});

const activity = async (id: string, person = ana): Promise<Activity[]> =>
  walk<Activity>(person, `tickets/${id}/activity/`);
const patch = async (id: string, wish: object): Promise<Ticket> => ok(await ana.patch<Ticket>(`tickets/${id}/`, wish));

/** The changes that the newest write recorded, by field. */
const newest = async (id: string): Promise<Record<string, Omit<Change, "field">>> =>
  Object.fromEntries(((await activity(id))[0]?.changes ?? []).map(({ field, ...change }) => [field, change]));

describe("a ticket's activity", () => {
  it("begins with its making, by whom and when", async () => {
    const ticket = await aTicket(bob, { project: ana.project, name: "New" });
    const [first, ...others] = await activity(ticket.id);

    expect(others).toEqual([]);
    expect(first).toEqual({
      id: expect.any(String) as string,
      kind: "ticket.created",
      actor: { id: bob.id, username: bob.username, email: bob.email, first_name: null, last_name: null },
      created_at: ticket.created_at,
      changes: expect.arrayContaining([{ field: "name", from: null, to: "New" }]) as Change[],
    });
  });

  it("has one entry per write, the newest first", async () => {
    const { id } = await aTicket(ana);
    await patch(id, { name: "B", priority_id: 4, due_date: "2026-01-01" });
    await patch(id, { name: "C" });
    const all = await activity(id);

    expect(all.map(({ kind }) => kind)).toEqual(["ticket.updated", "ticket.updated", "ticket.created"]);
    expect(all[0]?.changes).toEqual([{ field: "name", from: "B", to: "C" }]);
    expect(all[1]?.changes.toSorted((x, y) => (x.field < y.field ? -1 : 1))).toEqual([
      { field: "due_date", from: null, to: "2026-01-01" },
      { field: "name", from: "A ticket", to: "B" },
      { field: "priority_id", from: 2, to: 4 },
    ]);
    expect(all.map(({ created_at }) => created_at)).toEqual(
      all
        .map(({ created_at }) => created_at)
        .toSorted()
        .reverse(),
    );
  });

  it("names fields as the ticket does, references by their ids", async () => {
    const [todo, doing] = await columnsOf(ana, ana.project);
    const [parent, { id }] = [await aTicket(ana), await aTicket(ana)];
    await patch(id, { column: doing.id, assignee_ids: [bob.id], parent: parent.id });
    const changes = await newest(id);

    expect(changes).toMatchObject({
      column: { from: todo.id, to: doing.id },
      status: { from: "new", to: "in_progress" },
      assignee_ids: { from: [], to: [bob.id] },
      parent: { from: null, to: parent.id },
    });
  });

  it("names tags by their names", async () => {
    await aTag(ana.project, "Frontend");
    const { id } = await aTicket(ana, { tag_names: ["frontend"] });
    expect(await newest(id)).toMatchObject({ tag_names: { to: ["Frontend"] } });
    await patch(id, { tag_names: [] });

    expect(await newest(id)).toEqual({ tag_names: { from: ["Frontend"], to: [] } });
  });

  it("says that a description changed, not what it says", async () => {
    const { id } = await aTicket(ana, { description: "The old secret" });
    await patch(id, { description: "The new secret" });

    expect(await newest(id)).toEqual({ description: { from: null, to: null } });
    expect(JSON.stringify(await activity(id))).not.toContain("secret");
  });

  it("records nothing for what changes nothing, for what is refused, and for following", async () => {
    const { id } = await aTicket(ana);
    await patch(id, {});
    await patch(id, { name: "A ticket", status: "new", assignee_ids: [] });
    refused(await ana.patch(`tickets/${id}/`, { name: "x", parent: id }), 400, "parent");
    refused(await bob.patch(`tickets/${id}/`, { name: "x" }), 403);
    ok(await bob.post(`tickets/${id}/toggle_follow/`, { following: true }));

    expect(await activity(id)).toHaveLength(1);
  });

  it("records a move within a column as one of its rank", async () => {
    const [a, b] = [await aTicket(ana), await aTicket(ana)];
    await patch(b.id, { before: a.id });

    expect(Object.keys(await newest(b.id))).toEqual(["rank"]);
    expect(await activity(a.id)).toHaveLength(1);
  });

  it("names also those who left or never belonged", async () => {
    const cleo = await aMember(ana);
    const { id } = await aTicket(cleo, { project: ana.project });
    ok(await superuser.patch(`tickets/${id}/`, { name: "Operated" }));
    ok(await cleo.delete(`projects/${ana.project}/members/${cleo.id}/`), 204);
    const [operated, made] = await activity(id);

    expect(operated?.actor?.id).toMatch(/./);
    expect(made?.actor).toMatchObject({ id: cleo.id, username: cleo.username });
  });

  it("has pages in both directions", async () => {
    const { id } = await aTicket(ana);
    for (const name of ["B", "C", "D", "E"]) await patch(id, { name });
    const path = `tickets/${id}/activity/?page_size=2`;
    const all = await activity(id);
    const [first, second] = [
      ok(await ana.get<Page<Activity>>(path)),
      ok(await ana.get<Page<Activity>>(`${path}&page=2`)),
    ];

    expect(await walk<Activity>(ana, path)).toEqual(all);
    expect([first.results, second.results]).toEqual([all.slice(0, 2), all.slice(2, 4)]);
    expect(first.previous).toBeNull();
    expect(ok(await ana.get<Page<Activity>>(second.previous ?? "")).results).toEqual(first.results);
    refused(await bob.get(first.next ?? ""), 400, "cursor");
    refused(await ana.get(`${path}&cursor=nonsense`), 400, "cursor");
    refused(await ana.get(`${path}&kind=x`), 400, "kind");
    refused(await ana.get(`tickets/${id}/activity/?page_size=0`), 400, "page_size");
  });

  it("is open to all who see the ticket", async () => {
    const { id } = await aTicket(ana);

    expect(await activity(id, bob)).toEqual(await activity(id));
    ok(await superuser.get(`tickets/${id.toLowerCase()}/activity`));
    refused(await ana.get(`tickets/${bob.project}-1/activity/`), 404);
    refused(await ana.get(`tickets/${ana.project}-99999/activity/`), 404);
  });
});
