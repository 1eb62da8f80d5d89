import { beforeAll, describe, expect, it } from "vitest";
import {
  aPerson,
  aProject,
  aTicket,
  columnsOf,
  eventually,
  stackOf,
  type Person,
  type Ticket,
} from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

let ana: Person;

beforeAll(async () => {
  ana = await aPerson();
});

const aBoard = async () => {
  const { key } = await aProject(ana);
  return { key, columns: await columnsOf(ana, key) };
};

describe("deleting a column", () => {
  it("takes an empty one away and closes the gap", async () => {
    const { key, columns } = await aBoard();
    ok(await ana.delete(`columns/${columns[1].id}/`), 204);

    expect((await columnsOf(ana, key)).map(({ name, order }) => [name, order])).toEqual([
      ["To Do", 0],
      ["Review", 1],
      ["Done", 2],
    ]);
    refused(await ana.post("tickets/", { column: columns[1].id, name: "x" }), 400, "column");
  });

  it("is refused while it holds tickets", async () => {
    const { columns } = await aBoard();
    const ticket = await aTicket(ana, { column: columns[0].id });
    refused(await ana.delete(`columns/${columns[0].id}/`), 409);

    ok(await ana.delete(`tickets/${ticket.id}/`), 204);
    ok(await ana.delete(`columns/${columns[0].id}/`), 204);
  });

  it("moves its tickets to the end of another when told so, in their order and with its status", async () => {
    const { columns } = await aBoard();
    const there = await aTicket(ana, { column: columns[3].id });
    const moved = [await aTicket(ana, { column: columns[0].id }), await aTicket(ana, { column: columns[0].id })];
    ok(await ana.delete(`columns/${columns[0].id}/?move_to=${columns[3].id.toUpperCase()}`), 204);

    expect(await stackOf(ana, columns[3].id)).toEqual([there.id, ...moved.map(({ id }) => id)]);
    for (const { id } of moved)
      expect(ok(await ana.get<Ticket>(`tickets/${id}/`))).toMatchObject({
        column: columns[3].id,
        status: "done",
        version: 2,
      });
    refused(await ana.get(`columns/${columns[0].id}/`), 404);
  });

  it("refuses a place to move to that isn't another column of the project", async () => {
    const { columns } = await aBoard();
    const other = await aBoard();
    await aTicket(ana, { column: columns[0].id });
    const path = `columns/${columns[0].id}/?move_to=`;

    for (const to of [columns[0].id, other.columns[0].id, "nothing"])
      refused(await ana.delete(path + to), 400, "move_to");
    refused(await ana.delete(path), 400, "move_to");
    refused(await ana.delete(`${path}${columns[1].id}&move_to=${columns[2].id}`), 400, "move_to");
    ok(await ana.get(`columns/${columns[0].id}/`));
    await aTicket(ana, { column: columns[0].id });
  });

  it("moves more than 50 in its own time, and takes no new ones meanwhile", async () => {
    const { key, columns } = await aBoard();
    const made: string[] = [];
    for (let i = 0; i < 51; i++) made.push((await aTicket(ana, { project: key })).id);
    ok(await ana.delete(`columns/${columns[0].id}/?move_to=${columns[2].id}`), 202);

    refused(await ana.post("tickets/", { column: columns[0].id, name: "x" }), 400, "column");
    await eventually(async () => refused(await ana.get(`columns/${columns[0].id}/`), 404), 90_000);
    expect(await stackOf(ana, columns[2].id)).toEqual(made);
  });

  it("keeps the last one", async () => {
    const { key, columns } = await aBoard();
    for (const { id } of columns.slice(1)) ok(await ana.delete(`columns/${id}/`), 204);

    refused(await ana.delete(`columns/${columns[0].id}/`), 409);
    expect(await columnsOf(ana, key)).toHaveLength(1);
  });

  it("keeps one of two that are deleted at once", async () => {
    const { columns } = await aBoard();
    for (const { id } of columns.slice(2)) ok(await ana.delete(`columns/${id}/`), 204);
    const both = await Promise.all(columns.slice(0, 2).map(({ id }) => ana.delete(`columns/${id}/`)));

    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it("loses no ticket that is made at the same moment", async () => {
    const { key, columns } = await aBoard();
    const attempts = [0, 1, 2].map(() => ana.post<Ticket>("tickets/", { column: columns[1].id, name: "Just in time" }));
    const [gone, ...made] = await Promise.all([ana.delete(`columns/${columns[1].id}/`), ...attempts]);
    const kept = made.filter(({ status }) => status === 201).length;

    expect([204, 409]).toContain(gone?.status);
    if (gone?.status === 204) expect(kept).toBe(0);
    for (const answer of made) if (answer.status !== 201) refused(answer, 400, "column");
    const counted = (await columnsOf(ana, key)).map(({ tickets_count }) => tickets_count);
    expect(counted.reduce((sum, n) => sum + n, 0)).toBe(kept);
  });
});
