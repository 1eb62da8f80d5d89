import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { text } from "@tessera/local/kit/json";
import { account, seed } from "../bench/seed.ts";
import { brief } from "../bench/words.ts";
import { Client, type Answer } from "./client.ts";
import { violations } from "./invariants.ts";
import { anHourLater, readSettled, readTable, type Item } from "./table.ts";
import { expectStatus, password, registration, seedOf, signedIn, startWorld, type World } from "./world.ts";

/** What a request leaves behind is done, whatever happens to whoever does it (docs/adr/0009). */
let world: World;

beforeAll(async () => {
  world = await startWorld();
  world.cloud.faults.seed(seedOf("jobs"));
});
afterAll(() => world.stop());
afterEach(() => world.cloud.faults.clear());

const soon = { timeout: 120_000 };
const fields = (answer: { body: unknown }) => answer.body as Readonly<Record<string, unknown>>; // every answer asked here is an object
const settled = (): Promise<Item[]> => readSettled(world.cloud);

/** What the table has of a project, its jobs included. */
const of = (items: readonly Item[], project: string): Item[] =>
  items.filter((i) => /^[ptkj]#/.test(String(i.pk)) && String(i.pk).split("#")[1] === project.toLowerCase());

const jobs = (): Promise<Item[]> => readTable(world.cloud, "job");

let drawn = 0;
async function aProject(tickets: number): Promise<{ owner: Client; key: string; columns: string[] }> {
  const session = await new Client(world.cloud.url).post("auth/login/", account);
  const key = `SEED${(drawn += 1)}`;
  if (session.status === 200)
    expectStatus(await signedIn(world.cloud.url, session).post("projects/", { key, name: key }), 201);
  await seed(world.cloud, { tickets, project: key, words: brief });
  const owner = signedIn(world.cloud.url, await new Client(world.cloud.url).post("auth/login/", account));
  const { results } = fields(await owner.get(`columns/?project=${key}`)) as { results: { id: string }[] };
  return { owner, key, columns: results.map(({ id }) => id) };
}

/** A record as the stream hands it out, of the only job that there is, and how often anybody wants. */
async function recordOfJob(): Promise<{ Records: [{ eventName: string; dynamodb: Record<string, never> }] }> {
  const { Items } = await world.cloud.dynamodb.call("Query", {
    TableName: world.cloud.dynamodb.tableName,
    IndexName: "gsi14",
    KeyConditionExpression: "gsi14pk = :jobs",
    ExpressionAttributeValues: { ":jobs": { S: "jobs" } },
  });
  const [row] = Items as unknown as { pk: never; sk: never }[]; // DynamoDB's own JSON
  const Keys = { pk: row!.pk, sk: row!.sk };
  const { Item } = await world.cloud.dynamodb.call("GetItem", { TableName: world.cloud.dynamodb.tableName, Key: Keys });
  return { Records: [{ eventName: "INSERT", dynamodb: { Keys, NewImage: Item, SequenceNumber: "1" } as never }] };
}

describe("A project of more than a hundred tickets", () => {
  it("is invisible at once when it is deleted, and leaves its gate and the event that tells who did it", async () => {
    const { owner, key } = await aProject(130); // two whole chunks, and a part of one
    const before = of(await readTable(world.cloud), key).length;

    expectStatus(await owner.remove(`projects/${key}/`), 202, 204);

    expect((await owner.get(`projects/${key}/`)).status).toBe(404);
    expect((await owner.get(`tickets/${key}-1/`)).status).toBe(404);
    const items = await settled();
    expect(before).toBeGreaterThan(390);
    const left = of(items, key).map((i) => `${String(i._e)} ${String(i.state ?? i.kind)}`);
    expect(left.toSorted()).toEqual(["event project.deleted", "gate gone"]);
    expect(violations(items)).toEqual([]);
    expectStatus(await owner.post("projects/", { key, name: "Again" }), 409);
  });

  it("goes though a fifth of all calls fail, and every record comes three times and late", async () => {
    const { owner, key } = await aProject(120);
    for (const effect of ["throttle", "timeout-before", "timeout-after", "internal"] as const)
      world.cloud.faults.add({ effect, function: "Cleanup", probability: 0.05 });
    expectStatus(await owner.remove(`projects/${key}/`), 202, 204);
    const record = await recordOfJob();

    await Promise.all([1, 2, 3].map(() => world.cloud.invoke("Cleanup", record)));
    await world.cloud.stream.idle(300_000);
    await world.cloud.faults.clear();
    if ((await jobs()).length > 0) await anHourLater(world.cloud); // its record was given up
    const items = await settled();
    const late = await world.cloud.invoke("Cleanup", record);

    expect(late).toEqual({ batchItemFailures: [] });
    expect(of(items, key)).toHaveLength(2);
    expect(violations(await settled())).toEqual([]);
  });
});

describe("A deleted ticket", () => {
  it("keeps its history and nothing else, and no link leads to it", async () => {
    const { owner, key } = await aProject(1);
    const made = async (path: string, body: object): Promise<string> =>
      text(fields(expectStatus(await owner.post(path, body), 201)).id as string);
    const [id, other] = [
      await made("tickets/", { project: key, name: "Doomed", description: "Long.", assignee_ids: [owner.me.id] }),
      await made("tickets/", { project: key, name: "Other" }),
    ];
    await made("comments/", { ticket: id, content: "Well." });
    await made(`tickets/${id}/links/`, { type: "blocks", ticket: other });
    const before = await readTable(world.cloud);

    expectStatus(await owner.remove(`tickets/${id}/`), 204);

    const items = await settled();
    const kinds = (all: readonly Item[]) =>
      new Set(all.filter((i) => i.pk === `t#${key.toLowerCase()}#000000${id.split("-")[1]}`).map((i) => i._e));
    expect(kinds(before)).toEqual(new Set(["card", "description", "involvement", "comment", "link", "event"]));
    expect(kinds(items)).toEqual(new Set(["event"]));
    expect(violations(items)).toEqual([]);
    expect(fields(await owner.get(`tickets/${other}/links/`)).results).toEqual([]);
  });

  it("takes its links along when both their tickets go at once, though calls fail", async () => {
    const { owner, key } = await aProject(1);
    const ids: string[] = [];
    for (let n = 0; n < 4; n++)
      ids.push(text(fields(await owner.post("tickets/", { project: key, name: `T${n}` })).id as string));
    for (const [n, id] of ids.entries())
      for (const ticket of ids.slice(n + 1)) await owner.post(`tickets/${id}/links/`, { type: "relates_to", ticket });
    world.cloud.faults.add({ effect: "timeout-after", function: "Cleanup", probability: 0.2 });
    world.cloud.faults.add({ effect: "conflict", function: "Cleanup", probability: 0.2 });

    await Promise.all(ids.slice(0, 3).map((id) => owner.remove(`tickets/${id}/`)));

    const items = await settled();
    expect(items.filter((i) => i._e === "link" && i.project === key)).toEqual([]);
    expect(violations(items)).toEqual([]);
  });
});

describe("A column with more than 50 tickets", () => {
  it("goes without being asked again, its cards in their order, each with an event that says why", async () => {
    const { owner, key, columns } = await aProject(0);
    const [from = "", to = "", ...others] = columns;
    for (const id of others) expectStatus(await owner.remove(`columns/${id}/`), 204);
    await seed(world.cloud, { tickets: 104, project: key, words: brief }); // half of them in either column
    const order = async (column: string): Promise<unknown[]> => {
      const { results } = fields(await owner.get(`tickets/?column=${column}&ordering=rank&page_size=100`));
      return (results as { id: string }[]).map((card) => card.id);
    };
    const [moved, stayed] = [await order(from), await order(to)];

    expectStatus(await owner.remove(`columns/${from}/?move_to=${to}`), 202);

    expect((await owner.post("tickets/", { column: from, name: "Late" })).status).toBe(400);
    const items = await settled();
    expect(moved.length).toBeGreaterThan(50);
    expect((await owner.get(`columns/${from}/`)).status).toBe(404);
    expect(await order(to)).toEqual([...stayed, ...moved].slice(0, 100));
    const closed = items.find((i) => i.kind === "column.closed" && i.project === key);
    const told = items.filter((i) => i._e === "event" && i.caused_by === closed?.id && i.project === key);
    expect(told.filter((i) => i.kind === "ticket.updated")).toHaveLength(moved.length);
    expect(told.filter((i) => i.kind === "column.deleted")).toHaveLength(1);
    expect(new Set(told.map((i) => (i.actor as { id: string }).id))).toEqual(new Set([owner.me.id]));
    expect(violations(items)).toEqual([]);
  });
});

describe("A small column", () => {
  it("goes in one request, though the column that was to take its cards is taken away meanwhile", async () => {
    const { owner, key, columns } = await aProject(8);
    const [from, to, other] = columns;
    // The call that waits for it may be given up and made again: then the two end in any order.
    let second: Promise<Answer> | undefined;
    world.cloud.faults.add({
      ...{ effect: "meanwhile", function: "Columns", actions: ["TransactWriteItems"], nth: 2, times: 1 },
      run: async () => void (await (second = owner.remove(`columns/${to}/?move_to=${other}`))),
    });

    const answer = await owner.remove(`columns/${from}/?move_to=${to}`);

    expect([answer.status, (await second)?.status]).toEqual([204, 204]);
    await world.cloud.faults.clear();
    const items = await settled();
    const cards = items.filter((i) => i._e === "card" && i.p === key);
    expect(cards).toHaveLength(8);
    expect(cards.filter((card) => [from, to].includes(String(card.gsi1pk)))).toEqual([]);
    expect(violations(items)).toEqual([]);
  });
});

describe("A request that dies", () => {
  it("while it empties a small column, leaves that to the next hour at the latest", async () => {
    const { owner, columns } = await aProject(20);
    const { faults } = world.cloud;
    for (let n = 0; n < 30; n++) faults.add({ effect: "timeout-before", function: "Columns", actions: ["UpdateItem"] });
    for (let n = 0; n < 30; n++)
      faults.add({ effect: "timeout-before", function: "Columns", actions: ["TransactWriteItems"], nth: 3 });

    const answer = await owner.remove(`columns/${columns[0]}/?move_to=${columns[1]}`);
    await faults.clear();
    expect(answer.status).toBe(503);
    expect((await jobs()).map((job) => [job.kind, job.attended])).toEqual([["column.empty", true]]);
    await anHourLater(world.cloud);

    const items = await settled();
    expect((await owner.get(`columns/${columns[0]}/`)).status).toBe(404);
    expect(violations(items)).toEqual([]);
  });

  it("after it has made an account, leaves none without a profile", async () => {
    const accounts = () => (world.cloud.cognito.pools[0]?.users.all() ?? []).map((user) => user.sub);
    const profiles = async () => (await settled()).filter((i) => i._e === "user").map((user) => String(user.id));
    const nobody = new Client(world.cloud.url);
    const before = accounts().length;
    for (let n = 0; n < 5; n++)
      world.cloud.faults.add({ effect: "timeout-before", function: "Auth", actions: ["TransactWriteItems"], nth: 2 });

    const died = await nobody.post("auth/register/", registration("mortal"));
    await world.cloud.faults.clear();
    expect(died.status).toBe(503);
    expect(accounts()).toHaveLength(before + 1);
    expect((await jobs()).map((job) => [job.kind, job.attended])).toEqual([["account.forget", true]]);
    expectStatus(await nobody.post("auth/register/", registration("mortal")), 201);
    await anHourLater(world.cloud);

    await expect.poll(async () => accounts().toSorted(), soon).toEqual((await profiles()).toSorted());
    expectStatus(await nobody.post("auth/login/", { username: "mortal", password }), 200);
    expect(violations(await settled())).toEqual([]);
  });
});

describe("A job that nobody can do", () => {
  it("ends in the queue of failures, and others are done meanwhile", async () => {
    const { owner, key } = await aProject(5);
    const [queue = ""] = world.cloud.model.queues.map(({ name }) => name);
    const word = (S: string) => ({ S });
    const Item = {
      ...{ pk: word("j#none"), sk: word("nothing.known#x"), _e: word("job"), _v: word("1") },
      ...{ project: word("NONE"), kind: word("nothing.known"), subject: word("x"), actor: word("a") },
      ...{ request_id: word("r"), at: word("2026-01-01T00:00:00.000Z"), step: { N: "1" } },
    };
    const { tableName } = world.cloud.dynamodb;
    await world.cloud.dynamodb.call("PutItem", { TableName: tableName, Item });
    expectStatus(await owner.remove(`projects/${key}/`), 202, 204);

    const items = await settled();

    expect(of(items, key)).toHaveLength(2);
    expect(world.cloud.queues.messages(queue)).toHaveLength(1);
    expect(violations(items)).toEqual(["the job nothing.known#x is left at step 1"]);
  });
});
