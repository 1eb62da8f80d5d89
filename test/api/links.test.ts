import { beforeAll, describe, expect, it } from "vitest";
import {
  aLink,
  aMember,
  aPerson,
  aProject,
  aTicket,
  superuser,
  walk,
  type Link,
  type Page,
  type Person,
} from "../support/api.ts";
import { ok, refused } from "../support/call.ts";
import { onTheTable } from "../support/table.ts";

let ana: Person;
let bob: Person;
let stranger: Person;

beforeAll(async () => {
  [ana, stranger] = await Promise.all([aPerson(), aPerson()]);
  bob = await aMember(ana);
});

const two = async (): Promise<[string, string]> => [(await aTicket(ana)).id, (await aTicket(ana)).id];
const linksOf = async (id: string, person = ana): Promise<Link[]> =>
  ok(await person.get<Page<Link>>(`tickets/${id}/links/`)).results;
const link = (person: Person, from: string, body: unknown) => person.post<Link>(`tickets/${from}/links/`, body);
const newest = async (id: string) =>
  ok(await ana.get<Page<{ kind: string; changes: unknown[] }>>(`tickets/${id}/activity/`)).results.map((e) => [
    e.kind,
    e.changes,
  ]);

describe("a link", () => {
  it("is shown on both tickets, with the inverse word", async () => {
    const [a, b] = [await aTicket(ana, { name: "First" }), await aTicket(ana, { name: "Second", type: "bug" })];
    const made = await aLink(ana, a.id, b.id.toLowerCase());

    expect(made).toEqual({
      id: expect.any(String) as string,
      type: "blocks",
      ticket: { id: b.id, name: "Second", status: "new", type: "bug" },
      created_by: { id: ana.id, username: ana.username, email: ana.email, first_name: null, last_name: null },
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    });
    expect(await linksOf(a.id)).toEqual([made]);
    expect(await linksOf(b.id, bob)).toEqual([
      { ...made, type: "is_blocked_by", ticket: { id: a.id, name: "First", status: "new", type: "task" } },
    ]);
  });

  it.each([
    ["blocks", "is_blocked_by"],
    ["is_blocked_by", "blocks"],
    ["relates_to", "relates_to"],
    ["duplicates", "is_duplicated_by"],
    ["is_duplicated_by", "duplicates"],
    ["causes", "is_caused_by"],
    ["is_caused_by", "causes"],
  ])("of the type %s is %s on the other side, and there once, however it is said again", async (type, inverse) => {
    const [a, b] = await two();
    const { id } = await aLink(ana, b, a, type);

    expect(await linksOf(a)).toMatchObject([{ id, type: inverse, ticket: { id: b } }]);
    refused(await link(ana, b, { type, ticket: a }), 409, "ticket");
    refused(await link(ana, a, { type: inverse, ticket: b }), 409, "ticket");
    expect([await linksOf(a), await linksOf(b)].map((l) => l.length)).toEqual([1, 1]);
  });

  it("shows the other ticket as it is now", async () => {
    const [a, b] = await two();
    await aLink(ana, a, b);
    ok(await ana.patch(`tickets/${b}/`, { name: "Renamed", status: "done", type: "epic" }));

    expect((await linksOf(a))[0]?.ticket).toEqual({ id: b, name: "Renamed", status: "done", type: "epic" });
  });

  it("may be one of several types between the same two", async () => {
    const [a, b] = await two();
    for (const type of ["blocks", "is_blocked_by", "relates_to"]) await aLink(ana, a, b, type);

    expect((await linksOf(a)).map((l) => l.type)).toEqual(["blocks", "is_blocked_by", "relates_to"]);
    expect((await linksOf(b)).map((l) => l.type)).toEqual(["is_blocked_by", "blocks", "relates_to"]);
  });

  it("needs another ticket of the same project", async () => {
    const [a] = await two();
    const { key } = await aProject(ana);
    const elsewhere = await aTicket(ana, { project: key });

    for (const ticket of [
      a,
      a.toLowerCase(),
      elsewhere.id,
      (await aTicket(stranger)).id,
      `${ana.project}-999999`,
      "nothing",
    ])
      refused(await link(ana, a, { type: "blocks", ticket }), 400, "ticket");
    for (const type of ["likes", "", 1, null, undefined])
      refused(await link(ana, a, { type, ticket: (await two())[0] }), 400, "type");
    refused(await link(ana, a, {}), 400, "type", "ticket");
    expect(await linksOf(a)).toEqual([]);
  });

  it("is in the history of both, once each, and changes neither", async () => {
    const [a, b] = [await aTicket(ana), await aTicket(ana)];
    const { id } = await aLink(ana, a.id, b.id, "causes");
    refused(await link(ana, a.id, { type: "causes", ticket: b.id }), 409);
    ok(await ana.delete(`tickets/${b.id}/links/${id}/`), 204);

    expect((await newest(a.id)).slice(0, -1)).toEqual([
      ["link.deleted", [{ field: "causes", from: b.id, to: null }]],
      ["link.created", [{ field: "causes", from: null, to: b.id }]],
    ]);
    expect((await newest(b.id)).slice(0, -1)).toEqual([
      ["link.deleted", [{ field: "is_caused_by", from: a.id, to: null }]],
      ["link.created", [{ field: "is_caused_by", from: null, to: a.id }]],
    ]);
    for (const ticket of [a, b]) expect(ok(await ana.get(`tickets/${ticket.id}/`))).toEqual(ticket);
  });

  it("is taken off from either side, with the same id", async () => {
    for (const type of ["relates_to", "is_duplicated_by"])
      for (const side of [0, 1] as const) {
        const pair = await two();
        const { id } = await aLink(ana, ...pair, type);
        ok(await ana.delete(`tickets/${pair[side]}/links/${id.toUpperCase()}/`), 204);
        expect([await linksOf(pair[0]), await linksOf(pair[1])]).toEqual([[], []]);
        refused(await ana.delete(`tickets/${pair[side]}/links/${id}/`), 404);
        await aLink(ana, ...pair, type);
      }
  });

  it("is made and taken off by who may change the ticket in the path", async () => {
    const [a, b] = await two();
    const his = await aTicket(bob, { project: ana.project });
    refused(await link(bob, a, { type: "blocks", ticket: his.id }), 403);
    const { id } = await aLink(bob, his.id, a);
    const other = await aLink(ana, a, b);

    refused(await bob.delete(`tickets/${a}/links/${id}/`), 403);
    refused(await bob.delete(`tickets/${b}/links/${other.id}/`), 403);
    ok(await bob.delete(`tickets/${his.id}/links/${id}/`), 204);
    ok(await superuser.delete(`tickets/${b}/links/${other.id}/`), 204);
    ok(await superuser.post(`tickets/${a}/links/`, { type: "blocks", ticket: b }), 201);
  });

  it("is nothing to strangers, and no other ticket's", async () => {
    const [a, b] = await two();
    const [c] = await two();
    const { id } = await aLink(ana, a, b);

    refused(await stranger.get(`tickets/${a}/links/`), 404);
    refused(await link(stranger, a, { type: "blocks", ticket: b }), 404);
    refused(await stranger.delete(`tickets/${a}/links/${id}/`), 404);
    refused(await ana.delete(`tickets/${c}/links/${id}/`), 404);
    for (const unknown of ["nothing", `${a}.blocks.999999`, `${a}.likes.2`, a])
      refused(await ana.delete(`tickets/${a}/links/${unknown}/`), 404);
    refused(await ana.get(`tickets/${ana.project}-999999/links/`), 404);
    refused(await ana.get("tickets/nothing/links/"), 404);
  });

  it("vanishes with either of its tickets", async () => {
    const [a, b] = await two();
    const { id } = await aLink(ana, a, b);
    ok(await ana.delete(`tickets/${b}/`), 204);

    expect(ok(await ana.get(`tickets/${a}/links/`))).toEqual({ count: 0, next: null, previous: null, results: [] });
    refused(await ana.get(`tickets/${b}/links/`), 404);
    refused(await ana.delete(`tickets/${a}/links/${id}/`), 404);
    refused(await link(ana, a, { type: "blocks", ticket: b }), 400, "ticket");
  });

  it("is made once by many who want the same at once", async () => {
    const [a, b] = await two();
    const all = await Promise.all([
      ...["x", "y", "z"].map(() => link(ana, a, { type: "blocks", ticket: b })),
      ...["x", "y", "z"].map(() => link(ana, b, { type: "is_blocked_by", ticket: a })),
    ]);

    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect([(await newest(a)).length, (await newest(b)).length]).toEqual([2, 2]);
  });
});

describe("a ticket's links", () => {
  it("are listed oldest first, counted, in pages both ways", async () => {
    const [a] = await two();
    const made: string[] = [];
    for (let n = 0; n < 5; n++)
      made.push((await aLink(ana, a, (await aTicket(ana)).id, n % 2 ? "causes" : "blocks")).id);
    const path = `tickets/${a}/links/?page_size=2`;
    const [first, third] = [ok(await ana.get<Page<Link>>(path)), ok(await ana.get<Page<Link>>(`${path}&page=3`))];

    expect([first.count, first.previous, first.results.map((l) => l.id)]).toEqual([5, null, made.slice(0, 2)]);
    expect((await walk<Link>(ana, path)).map((l) => l.id)).toEqual(made);
    expect([third.next, third.results.map((l) => l.id)]).toEqual([null, made.slice(4)]);
    expect(ok(await ana.get<Page<Link>>(third.previous ?? "")).results.map((l) => l.id)).toEqual(made.slice(2, 4));
    refused(await ana.get(`tickets/${a}/links/?type=blocks`), 400, "type");
    refused(await bob.get(first.next ?? ""), 400, "cursor");
  });

  it("are a hundred at most, on either side", async () => {
    const [a, b] = await two();
    const [c, d] = await two();
    const number = a.split("-")[1] ?? "";
    await onTheTable("UpdateItem", {
      Key: { pk: { S: `t#${ana.project.toLowerCase()}#${number.padStart(7, "0")}` }, sk: { S: "c" } },
      UpdateExpression: "SET li = :n",
      ExpressionAttributeValues: { ":n": { N: "99" } },
    });
    await aLink(ana, a, b);

    expect(refused(await link(ana, a, { type: "blocks", ticket: c }), 400, "ticket").detail).toContain("100");
    expect(refused(await link(ana, d, { type: "blocks", ticket: a }), 400, "ticket").detail).toContain(a);
    ok(await ana.delete(`tickets/${b}/links/${(await linksOf(b))[0]?.id}/`), 204);
    await aLink(ana, d, a);
    expect([await linksOf(b), await linksOf(c)]).toEqual([[], []]);
  });
});
