import { beforeAll, describe, expect, it } from "vitest";
import { aMember, aPerson, aTicket, type Card, type Page, type Person, type Ticket } from "../support/api.ts";
import { ok, refused } from "../support/call.ts";

let ana: Person;
let bob: Person;

beforeAll(async () => {
  ana = await aPerson();
  bob = await aMember(ana);
});

const under = (parent: string | null, wish: object = {}) => aTicket(ana, { parent, ...wish });
const setParent = (id: string, parent: string | null) => ana.patch<Ticket>(`tickets/${id}/`, { parent });
const get = async (id: string): Promise<Ticket> => ok(await ana.get<Ticket>(`tickets/${id}/`));

/** As many tickets, each the parent of the next. */
async function aChain(length: number): Promise<string[]> {
  const chain: string[] = [];
  for (let i = 0; i < length; i++) chain.push((await under(chain.at(-1) ?? null)).id);
  return chain;
}

describe("a parent", () => {
  it("shows its subtasks, and how many they are", async () => {
    const epic = await aTicket(ana, { type: "epic" });
    const child = await under(epic.id, { name: "Part", type: "bug", assignee_ids: [bob.id] });
    const after = await get(epic.id);

    expect(child).toMatchObject({ parent: epic.id, subtasks: [], subtasks_count: 0 });
    expect(after).toMatchObject({ subtasks_count: 1, version: 1 });
    expect(after.subtasks).toEqual([
      { id: child.id, name: "Part", status: "new", type: "bug", assignee_ids: [bob.id] },
    ]);
    const { results } = ok(await ana.get<Page<Card>>(`tickets/?parent=${epic.id.toLowerCase()}`));
    expect(results.map(({ id }) => id)).toEqual([child.id]);
  });

  it("changes, and is given up", async () => {
    const [first, second, child] = [await under(null), await under(null), await under(null)];
    ok(await setParent(child.id, first.id));
    expect(ok(await setParent(child.id, second.id))).toMatchObject({ parent: second.id, version: 3 });
    expect([(await get(first.id)).subtasks_count, (await get(second.id)).subtasks_count]).toEqual([0, 1]);
    expect(ok(await setParent(child.id, null)).parent).toBeNull();

    expect(await get(second.id)).toMatchObject({ subtasks_count: 0, subtasks: [] });
  });

  it("must be a ticket of the project", async () => {
    const { id } = await under(null);

    for (const parent of ["nothing", `${ana.project}-999999`, (await aTicket(bob)).id])
      refused(await setParent(id, parent), 400, "parent");
    refused(await ana.post("tickets/", { project: ana.project, name: "x", parent: "nothing" }), 400, "parent");
  });

  it("can't be the ticket itself or one below it", async () => {
    const [a = "", b = "", c = ""] = await aChain(3);

    for (const parent of [a, b, c, a.toLowerCase()]) refused(await setParent(a, parent), 400, "parent");
    refused(await setParent(b, c), 400, "parent");
    expect((await get(a)).parent).toBeNull();
  });

  it("isn't closed to a circle by two at once", async () => {
    const [a, b] = [await under(null), await under(null)];
    const both = await Promise.all([setParent(a.id, b.id), setParent(b.id, a.id)]);

    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
  });
});

describe("a chain", () => {
  it("has five tickets at most, the top included", async () => {
    const chain = await aChain(5);

    refused(await ana.post("tickets/", { project: ana.project, name: "x", parent: chain[4] }), 400, "parent");
    refused(await setParent((await under(null)).id, chain[4] ?? ""), 400, "parent");
    refused(await setParent(chain[0] ?? "", (await under(null)).id), 400, "parent");
  });

  it("has five at most also when two are joined", async () => {
    const [upper, lower] = [await aChain(3), await aChain(3)];
    refused(await setParent(lower[0] ?? "", upper[2] ?? ""), 400, "parent");

    expect(ok(await setParent(lower[0] ?? "", upper[1] ?? "")).parent).toBe(upper[1]);
  });

  it("keeps to five when two lengthen it at once", async () => {
    const [upper, middle, lower] = [await aChain(2), await aChain(2), await aChain(2)];
    const both = await Promise.all([
      setParent(middle[0] ?? "", upper[1] ?? ""),
      setParent(lower[0] ?? "", middle[1] ?? ""),
    ]);

    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
  });
});
