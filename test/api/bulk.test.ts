import { beforeAll, describe, expect, it } from "vitest";
import {
  aMember,
  aPerson,
  aProject,
  aTicket,
  columnsOf,
  stackOf,
  type Card,
  type Page,
  type Person,
} from "../support/api.ts";
import { ok, refused, type Problem } from "../support/call.ts";

interface Result {
  readonly id: string;
  readonly ok: boolean;
  readonly ticket?: Card;
  readonly error?: Pick<Problem, "code" | "detail" | "errors" | "error_codes">;
}

let ana: Person;
let bob: Person;

beforeAll(async () => {
  ana = await aPerson();
  bob = await aMember(ana);
});

const send = (ids: unknown, set: unknown, person = ana, headers?: Record<string, string>) =>
  person.post<{ results: Result[] }>("tickets/bulk/", { ids, set }, headers);
const bulk = async (ids: unknown, set: unknown, person = ana): Promise<Result[]> =>
  ok(await send(ids, set, person)).results;
const some = async (n: number, person = ana): Promise<string[]> => {
  const ids: string[] = [];
  for (let i = 0; i < n; i++) ids.push((await aTicket(person, { project: ana.project })).id);
  return ids;
};
const history = async (id: string): Promise<number> =>
  ok(await ana.get<Page<unknown>>(`tickets/${id}/activity/`)).results.length;

describe("a change of many tickets", () => {
  it("is one of each, answered in the order of their ids", async () => {
    const ids = await some(7);
    const asked = ids.toReversed();
    const results = await bulk(asked, { priority_id: 4, due_date: "2026-12-24", assignee_ids: [bob.id] });

    expect(results.map(({ id, ok: good }) => [id, good])).toEqual(asked.map((id) => [id, true]));
    for (const { id, ticket } of results) {
      const {
        description: _,
        subtasks: __,
        ...card
      } = ok(await ana.get<Card & { description: unknown; subtasks: unknown }>(`tickets/${id}/`));
      expect(ticket).toEqual(card);
      expect(card).toMatchObject({ priority_id: 4, due_date: "2026-12-24", assignee_ids: [bob.id], version: 2 });
      expect(await history(id)).toBe(2);
    }
  });

  it("moves them to the end of a column, whose counts stay right", async () => {
    const [todo, , , done] = await columnsOf(ana, (await aProject(ana)).key);
    const ids: string[] = [];
    for (let n = 0; n < 6; n++) ids.push((await aTicket(ana, { column: todo.id })).id);
    const results = await bulk(ids, { column: done.id });

    expect(results.every(({ ticket }) => ticket?.column === done.id && ticket.status === "done")).toBe(true);
    expect((await stackOf(ana, done.id)).toSorted()).toEqual(ids.toSorted());
    expect(ok(await ana.get(`columns/${done.id}/`))).toMatchObject({ tickets_count: 6 });
    expect(ok(await ana.get(`columns/${todo.id}/`))).toMatchObject({ tickets_count: 0 });
  });

  it("that one refuses is made of the others", async () => {
    const [mine = "", theirs = ""] = [...(await some(1, bob)), ...(await some(1))];
    const elsewhere = (await aTicket(await aPerson())).id;
    const ids = [mine, theirs, elsewhere, `${ana.project}-999999`, "nothing"];
    const results = await bulk(ids, { name: "Changed" }, bob);

    expect(results.map(({ id, ok: good, error }) => [id, good, error?.code])).toEqual([
      [mine, true, undefined],
      [theirs, false, "ticket.not_involved"],
      [elsewhere, false, "ticket.not_found"],
      [`${ana.project}-999999`, false, "ticket.not_found"],
      ["NOTHING", false, "ticket.not_found"],
    ]);
    expect(results[1]?.error?.detail).toMatch(/./);
    expect(ok(await ana.get(`tickets/${theirs}/`))).toMatchObject({ name: "A ticket", version: 1 });
  });

  it("tells of each field what is wrong with it", async () => {
    const [parent = "", child = ""] = await some(2);
    const [first, second] = await bulk([parent, child], { parent });

    expect(first).toMatchObject({
      ok: false,
      error: { errors: { parent: [expect.any(String)] }, error_codes: { parent: ["cycle"] } },
    });
    expect(second).toMatchObject({ ok: true, ticket: { parent } });
    const { key } = await aProject(ana);
    const [column] = await columnsOf(ana, key);
    expect(await bulk([child], { column: column.id })).toMatchObject([
      { ok: false, error: { error_codes: { column: ["unknown"] } } },
    ]);
  });

  it("is none where everything is so already", async () => {
    const ids = await some(2);
    const results = await bulk([...ids, ids[0]?.toLowerCase()], { status: "new", assignee_ids: [] });

    expect(results).toMatchObject(ids.map((id) => ({ id, ok: true, ticket: { version: 1 } })));
    expect(results).toHaveLength(2);
    expect(await bulk(ids, {})).toEqual(results);
    expect(await history(ids[0] ?? "")).toBe(1);
  });

  it("is refused as a whole where it could be none of any ticket", async () => {
    const ids = await some(1);

    refused(await send(ids, { name: "", priority_id: 9 }), 400, "set.name", "set.priority_id");
    for (const field of ["before", "after", "project", "version", "nope"])
      refused(await send(ids, { name: "x", [field]: ids[0] }), 400, `set.${field}`);
    for (const set of [undefined, null, "x"]) expect((await send(ids, set)).status).toBe(400);
    for (const wrong of [
      undefined,
      null,
      [],
      ids[0],
      [7],
      Array.from({ length: 101 }, (_, n) => `${ana.project}-${n + 1}`),
    ])
      expect((await send(wrong, { name: "x" })).status).toBe(400);
    expect(
      refused(
        await send(
          Array.from({ length: 101 }, () => ids[0]),
          {},
        ),
        400,
        "ids",
      ).detail,
    ).toContain("100");
    expect(ok(await ana.get(`tickets/${ids[0]}/`))).toMatchObject({ name: "A ticket", version: 1 });
  });

  it("takes a hundred at once", async () => {
    const ids = [...(await some(5)), ...Array.from({ length: 95 }, (_, n) => `${ana.project}-${900_000 + n}`)];

    expect((await bulk(ids, { priority_id: 3 })).map((r) => r.ok)).toEqual(ids.map((_, n) => n < 5));
  });

  it("happens once under one key", async () => {
    const ids = await some(3);
    const headers = { "idempotency-key": `bulk-${ids[0]}` };
    const first = ok(await send(ids, { name: "Once" }, ana, headers));
    ok(await ana.patch(`tickets/${ids[0]}/`, { name: "Later" }));

    expect(ok(await send(ids, { name: "Once" }, ana, headers))).toEqual(first);
    expect(ok(await ana.get(`tickets/${ids[0]}/`))).toMatchObject({ name: "Later", version: 3 });
    refused(await send(ids, { name: "Another" }, ana, headers), 409);
  });

  it("doesn't mind a version, which one ticket has and a hundred don't", async () => {
    const ids = await some(1);

    ok(await send(ids, { name: "x" }, ana, { "if-match": '"7"' }));
    expect(ok(await ana.get(`tickets/${ids[0]}/`))).toMatchObject({ name: "x" });
  });
});
