import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aPerson, aProject, aTicket, columnsOf, stackOf, type Page, type Person, type Ticket } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

let ana: Person;
let todo: string;
let doing: string;
let review: string;
let done: string;
/** Three tickets of the first column, from top to bottom. */
let a: string;
let b: string;
let c: string;

beforeAll(async () => {
  ana = await aPerson();
});

beforeEach(async () => {
  const { key } = await aProject(ana);
  [todo = "", doing = "", review = "", done = ""] = (await columnsOf(ana, key)).map(({ id }) => id);
  [a, b, c] = [await aTicket(ana, { column: todo }), await aTicket(ana, { column: todo }), await aTicket(ana, { column: todo })].map(({ id }) => id) as [string, string, string]; // prettier-ignore
});

const patch = (id: string, wish: object) => ana.patch<Ticket>(`tickets/${id}/`, wish);
const create = (wish: object) => ana.post<Ticket>("tickets/", { name: "New", column: todo, ...wish });
const stack = (column = todo) => stackOf(ana, column);
const versionOf = async (id: string): Promise<number> => ok(await ana.get<Ticket>(`tickets/${id}/`)).version;

describe("moving within a column", () => {
  it("puts a ticket before or after another, without naming the column", async () => {
    ok(await patch(c, { before: a }));
    expect(await stack()).toEqual([c, a, b]);
    ok(await patch(c, { after: a }));
    expect(await stack()).toEqual([a, c, b]);
    ok(await patch(a, { after: b.toLowerCase(), column: todo }));
    expect(await stack()).toEqual([c, b, a]);
  });

  it("puts a ticket between two that are adjacent", async () => {
    const moved = ok(await patch(a, { after: b, before: c }));

    expect(await stack()).toEqual([b, a, c]);
    expect(moved).toMatchObject({ column: todo, status: "new", version: 2 });
  });

  it("orders ranks by code units", async () => {
    ok(await patch(c, { before: a }));
    ok(await patch(b, { before: a }));
    const { results } = ok(await ana.get<Page<Ticket>>(`tickets/?column=${todo}`));
    const byRank = results.toSorted((x, y) => (x.rank < y.rank ? -1 : 1)).map(({ id }) => id);

    expect(byRank).toEqual(await stack());
    expect(byRank).toEqual([c, b, a]);
  });

  it("refuses two that aren't adjacent, or stand the other way round", async () => {
    const d = ok(await create({}), 201).id;

    refused(await patch(d, { after: a, before: c }), 409);
    refused(await patch(d, { after: b, before: a }), 409);
    refused(await patch(d, { after: a, before: a }), 409);
    expect(await stack()).toEqual([a, b, c, d]);
  });

  it("goes to the end when the column is named alone", async () => {
    ok(await patch(a, { column: todo }));

    expect(await stack()).toEqual([b, c, a]);
  });

  it("that changes nothing raises no version", async () => {
    for (const [id, wish] of [
      [c, { column: todo }],
      [a, { before: b }],
      [b, { after: a }],
      [b, { after: a, before: c }],
      [a, { status: "new" }],
      [b, { status: "new", column: todo, after: a }],
    ] as const)
      expect(ok(await patch(id, wish)).version).toBe(1);
    expect(await stack()).toEqual([a, b, c]);
  });

  it("refuses the ticket itself as neighbour", async () => {
    refused(await patch(a, { before: a }), 400, "before");
    refused(await patch(a, { after: a.toLowerCase() }), 400, "after");
  });

  it("refuses neighbours that there aren't", async () => {
    const gone = ok(await create({}), 201).id;
    ok(await ana.delete(`tickets/${gone}/`), 204);

    refused(await patch(a, { before: gone }), 400, "before");
    refused(await patch(a, { after: "nothing" }), 400, "after");
  });
});

describe("moving across columns", () => {
  it("puts a ticket at the end, and gives it the column's status", async () => {
    ok(await patch(c, { column: doing }));
    const moved = ok(await patch(a, { column: doing.toUpperCase() }));

    expect(moved).toMatchObject({ column: doing, column_name: "In Progress", status: "in_progress", version: 2 });
    expect([await stack(), await stack(doing)]).toEqual([[b], [c, a]]);
  });

  it("puts a ticket beside others there", async () => {
    for (const id of [b, c]) ok(await patch(id, { column: done }));
    ok(await patch(a, { column: done, after: b, before: c }));
    expect(await stack(done)).toEqual([b, a, c]);
    const d = ok(await create({}), 201).id;
    ok(await patch(d, { column: done, before: b }));

    expect(await stack(done)).toEqual([d, b, a, c]);
  });

  it("keeps a status that is given too", async () => {
    expect(ok(await patch(a, { column: done, status: "review" }))).toMatchObject({ column: done, status: "review" });
  });

  it("refuses a neighbour that is in another column", async () => {
    ok(await patch(c, { column: doing }));

    refused(await patch(a, { column: doing, before: b }), 409);
    refused(await patch(a, { before: c }), 409);
    refused(await patch(a, { after: b, before: c }), 409);
    refused(await patch(a, { column: review, after: c }), 409);
  });

  it("follows from a status alone: to the end of the first column of that status", async () => {
    ok(await ana.patch(`columns/${review}/`, { status: "in_progress" }));
    ok(await patch(b, { column: doing }));
    const moved = ok(await patch(a, { status: "in_progress" }));

    expect(moved).toMatchObject({ column: doing, status: "in_progress", version: 2 });
    expect(await stack(doing)).toEqual([b, a]);
  });

  it("doesn't follow from a status that no column has", async () => {
    ok(await ana.delete(`columns/${review}/`), 204);

    expect(ok(await patch(a, { status: "review" }))).toMatchObject({ column: todo, status: "review", version: 2 });
    expect(await stack()).toEqual([a, b, c]);
  });

  it("loses and doubles nobody, whoever moves at once", async () => {
    const moves = [a, b, c, a, b, c].map((id, i) => patch(id, { column: [doing, done][i % 2] }));
    for (const answer of await Promise.all(moves)) ok(answer);
    const everywhere = await Promise.all([todo, doing, review, done].map(stack));

    expect(everywhere.flat().sort()).toEqual([a, b, c].sort());
  });

  it("gives way to one of two who take the same gap, or takes both in", async () => {
    const d = ok(await create({}), 201).id;
    const both = await Promise.all([c, d].map((id) => patch(id, { after: a, before: b })));

    for (const { status } of both) expect([200, 409]).toContain(status);
    expect(both.some(({ status }) => status === 200)).toBe(true);
    expect((await stack()).toSorted()).toEqual([a, b, c, d].sort());
  });

  it("moves one card only", async () => {
    ok(await patch(c, { before: a }));

    expect([await versionOf(a), await versionOf(b), await versionOf(c)]).toEqual([1, 1, 2]);
  });
});

describe("making a ticket at a place", () => {
  it("puts it last unless told otherwise", async () => {
    const [d, e, f] = [
      ok(await create({}), 201).id,
      ok(await create({ before: a }), 201).id,
      ok(await create({ after: a, before: b }), 201).id,
    ];

    expect(await stack()).toEqual([e, a, f, b, c, d]);
  });

  it("refuses neighbours that aren't there", async () => {
    refused(await create({ after: a, before: c }), 409);
    refused(await create({ before: "nothing" }), 400, "before");
    refused(await create({ column: doing, before: a }), 409);
    expect(await stack()).toEqual([a, b, c]);
  });
});
