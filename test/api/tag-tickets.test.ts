import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, aProject, aTicket, superuser, walk } from "../support/api.ts";
import type { Board, Card, Page, Person, Ticket } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";
import { aTag } from "../support/tags.ts";

let ana: Person;
let bob: Person;
let stranger: Person;
let project: string;

beforeAll(async () => {
  [ana, stranger] = await Promise.all([aPerson(), aPerson()]);
  bob = await aMember(ana);
  project = ana.project;
});

const aBoard = async (): Promise<string> => (await aProject(ana, { member_usernames: [bob.username] })).key;
const tagged = async (ticket: string): Promise<string[]> => ok(await bob.get<Ticket>(`tickets/${ticket}/`)).tag_names;
const eventsOf = async (ticket: string): Promise<number> =>
  ok(await bob.get<Page<unknown>>(`tickets/${ticket}/activity/`)).results.length;

describe("a tag on tickets", () => {
  it("says who added it and when, and is counted", async () => {
    const tag = await aTag(project, "Counted");
    const [one, two] = [await aTicket(bob, { project, tag_names: ["counted"] }), await aTicket(ana)];
    ok(await ana.patch(`tickets/${two.id}/`, { tag_names: ["COUNTED", "counted"] }));

    expect(one.tags).toEqual([
      {
        id: tag.id,
        name: "Counted",
        color: "#0052cc",
        added_by: expect.objectContaining({ id: bob.id, username: bob.username }) as unknown,
        added_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
      },
    ]);
    expect(ok(await bob.get(`tags/${tag.id}/`))).toMatchObject({ tickets_count: 2, version: 1 });
    const board = ok(await bob.get<Board>(`projects/${project}/board/`));
    expect(board.tags.find(({ id }) => id === tag.id)).toEqual(ok(await bob.get(`tags/${tag.id}/`)));
    ok(await ana.delete(`tickets/${two.id}/`), 204);
    ok(await ana.patch(`tickets/${one.id}/`, { tag_names: [] }));
    expect(ok(await bob.get(`tags/${tag.id}/`))).toMatchObject({ tickets_count: 0 });
  });

  it("keeps who added it first when it is named again", async () => {
    await Promise.all(["Kept", "Other"].map((name) => aTag(project, name)));
    const { id, tags } = await aTicket(bob, { project, tag_names: ["Kept"] });
    const after = ok(await ana.patch<Ticket>(`tickets/${id}/`, { tag_names: ["Other", "Kept"] }));

    expect(after.tags[1]).toEqual(tags[0]);
    expect(after.tags[0]?.added_by?.id).toBe(ana.id);
  });

  it("that the project doesn't have is refused, all of them named", async () => {
    await aTag((await aProject(ana)).key, "Elsewhere");
    const wish = { project, name: "x", tag_names: ["Nope", "Elsewhere", "Nada"] };
    const { detail } = refused(await ana.post("tickets/", wish), 400, "tag_names");

    for (const name of wish.tag_names) expect(detail).toContain(name);
  });

  it("shows its new name and color everywhere at once, without a change of the ticket", async () => {
    const tag = await aTag(project, "Old name");
    const { id } = await aTicket(ana, { tag_names: ["Old name"] });
    ok(await superuser.patch(`tags/${tag.id}/`, { name: "New name", color: "#123456" }));

    expect(ok(await bob.get<Ticket>(`tickets/${id}/`))).toMatchObject({
      version: 1,
      tag_names: ["New name"],
      tags: [{ id: tag.id, color: "#123456" }],
    });
    const found = await walk<Card>(bob, `tickets/?project=${project}&tags=new+name`);
    expect(found.map((card) => card.id)).toEqual([id]);
    expect(await walk(bob, `tickets/?project=${project}&tags=old+name`)).toEqual([]);
  });

  it("finds them by id and by name, in a project and in all, counted exactly", async () => {
    const [key, other] = [await aBoard(), await aBoard()];
    const [here, there] = [await aTag(key, "Shared"), await aTag(other, "shared")];
    await aTag(key, "Second");
    for (let i = 0; i < 5; i++)
      await aTicket(ana, { project: key, tag_names: i % 2 ? ["shared"] : ["shared", "second"] });
    const far = await aTicket(ana, { project: other, tag_names: ["shared"] });
    const lists: [string, number, number | null][] = [
      [`project=${key}&tags=${here.id}`, 5, 5],
      [`project=${key}&tags=SHARED`, 5, 5],
      [`tags=${here.id.toUpperCase()}`, 5, 5],
      [`tags=${there.id}`, 1, 1],
      ["tags=Shared", 6, 6],
      [`tags=shared&tags=second`, 3, null],
      [`tags=second&tags=${here.id}`, 3, null],
      [`tags=${here.id}&tags=${there.id}`, 0, null],
      [`project=${key}&tags=${there.id}`, 0, 0],
      ["tags=nothing", 0, 0],
    ];

    for (const [query, found, count] of lists) {
      expect([query, (await walk<Card>(bob, `tickets/?page_size=2&${query}`)).length]).toEqual([query, found]);
      expect([query, ok(await bob.get<Page<Card>>(`tickets/?${query}`)).count]).toEqual([query, count]);
    }
    expect(ok(await superuser.get<Page<Card>>(`tickets/?tags=${there.id}`))).toMatchObject({
      count: 1,
      results: [{ id: far.id }],
    });
    expect(ok(await superuser.get<Page<Card>>("tickets/?tags=shared")).count).toBeGreaterThanOrEqual(6);
    expect(ok(await stranger.get<Page<Card>>(`tickets/?tags=${here.id}`))).toMatchObject({ count: 0, results: [] });
  });
});

describe("a deleted tag", () => {
  it("is gone at once from tickets, lists, boards and filters; tickets keep their version and history", async () => {
    const key = await aBoard();
    const [gone, kept] = [await aTag(key, "Gone"), await aTag(key, "Kept")];
    const { id } = await aTicket(ana, { project: key, tag_names: ["Gone", "Kept"] });
    ok(await superuser.delete(`tags/${gone.id}/`), 204);

    refused(await superuser.get(`tags/${gone.id}/`), 404);
    refused(await superuser.delete(`tags/${gone.id}/`), 404);
    expect(ok(await bob.get(`tickets/${id}/`))).toMatchObject({
      version: 1,
      tag_names: ["Kept"],
      tags: [{ id: kept.id }],
    });
    expect(ok(await bob.get<Page<Card>>(`tickets/?project=${key}`)).results[0]?.tag_names).toEqual(["Kept"]);
    expect(ok(await bob.get<Page<Card>>(`tickets/?project=${key}&tags=${gone.id}`))).toMatchObject({
      count: 0,
      results: [],
    });
    expect(ok(await bob.get<Page<Card>>(`tickets/?project=${key}&tags=gone`))).toMatchObject({ count: 0, results: [] });
    expect(ok(await bob.get<Board>(`projects/${key}/board/`)).tags.map(({ name }) => name)).toEqual(["Kept"]);
    refused(await ana.patch(`tickets/${id}/`, { tag_names: ["Gone"] }), 400, "tag_names");
    expect(await eventsOf(id)).toBe(1);
  });

  it("is in nobody's way: its tickets change, lose tags and go, and a new tag of its name starts from nothing", async () => {
    const key = await aBoard();
    const [gone] = [await aTag(key, "Again"), await aTag(key, "Kept")];
    const tickets = await Promise.all(
      [1, 2, 3].map(() => aTicket(ana, { project: key, tag_names: ["Again", "Kept"] })),
    );
    ok(await superuser.delete(`tags/${gone.id}/`), 204);
    const anew = await aTag(key, "Again");
    const [a = "", b = "", c = ""] = tickets.map(({ id }) => id);

    ok(await ana.patch(`tickets/${a}/`, { tag_names: ["Kept", "Again"] }));
    ok(await ana.patch(`tickets/${b}/`, { tag_names: [] }));
    ok(await ana.delete(`tickets/${c}/`), 204);
    expect(await Promise.all([a, b].map(tagged))).toEqual([["Kept", "Again"], []]);
    expect(ok(await bob.get(`tags/${anew.id}/`))).toMatchObject({ tickets_count: 1 });
    expect(ok(await bob.get<Page<Card>>(`tickets/?project=${key}&tags=kept`)).count).toBe(1);
  });

  it("isn't left on a ticket that gets it at the same moment", async () => {
    const key = await aBoard();
    for (let round = 0; round < 4; round++) {
      const { id } = await aTag(key, `Race ${round}`);
      const ticket = await aTicket(ana, { project: key });
      const [added, removed] = await Promise.all([
        ana.patch(`tickets/${ticket.id}/`, { tag_names: [`Race ${round}`] }),
        superuser.delete(`tags/${id}/`),
      ]);

      expect([200, 400]).toContain(added.status);
      ok(removed, 204);
      expect(await tagged(ticket.id)).toEqual([]);
    }
  });
});
