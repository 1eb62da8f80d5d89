import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "./client.ts";
import { expireClaims, sweep, troubles, type Kind, type Trial } from "./faulty.ts";
import { violations } from "./invariants.ts";
import { columnKinds, projectKinds, talkKinds, ticketKinds } from "./kinds.ts";
import { anHourLater, readSettled, readTable, type Item } from "./table.ts";
import { expectStatus, startWorld, type World } from "./world.ts";

let world: World;
let items: Item[];
const trials = new Map<string, Trial[]>();

beforeAll(async () => {
  world = await startWorld();
  const [ofTickets, ofColumns, ofProjects, ofTalk] = await Promise.all([tickets(), columns(), projects(), talk()]);
  // Faults hit one function each, so all can be tried side by side, but for those whose things are made by another's.
  await Promise.all([ofTickets, ofProjects, ofColumns.slice(0, -1)].map(tryAll));
  await Promise.all([ofColumns.slice(-1), ofTalk.slice(0, -1)].map(tryAll));
  await tryAll(ofTalk.slice(-1));
  const all = [...trials.values()].flat();
  const refused = all.filter((t) => t.answers[0]?.status === 503).length;
  console.log(`${all.length} trials of ${trials.size} kinds of write, ${refused} answered with 503 at first`);
  await world.cloud.faults.clear();
  await anHourLater(world.cloud);
  items = await readSettled(world.cloud);
}, 1_800_000);

afterAll(() => world.stop());

async function team(project: string): Promise<{ lead: Client; member: Client; columns: string[] }> {
  const lead = await world.register(`${project.toLowerCase()}-lead`);
  const member = await world.register(`${project.toLowerCase()}-member`);
  const body = { key: project, name: project, member_usernames: [member.me.username] };
  expectStatus(await lead.post("projects/", body), 201);
  const { results } = expectStatus(await lead.get(`columns/?project=${project}`), 200).body as {
    results: { id: string }[];
  };
  return { lead, member, columns: results.map((c) => c.id) };
}

async function tickets(): Promise<Kind[]> {
  const { lead, member, columns } = await team("TICK");
  return ticketKinds(lead, member, "TICK", columns);
}

async function columns(): Promise<Kind[]> {
  const { lead, columns: ids } = await team("COLS");
  return columnKinds(lead, "COLS", ids);
}

async function projects(): Promise<Kind[]> {
  const { lead, member } = await team("PROJ");
  return projectKinds(lead, member, "PROJ");
}

async function talk(): Promise<Kind[]> {
  const { lead, member } = await team("TALK");
  return talkKinds(lead, member, "TALK");
}

async function tryAll(kinds: readonly Kind[]): Promise<void> {
  for (const kind of kinds) trials.set(kind.name, await sweep(world.cloud, kind, troubles));
}

const eventsOf = (trial: Trial): number => {
  const ids = new Set(trial.answers.map((a) => a.requestId));
  return items.filter((i) => i._e === "event" && ids.has(String(i.request_id))).length;
};

describe.each([
  ["create a ticket", 1],
  ["edit a ticket", 1],
  ["move a ticket", 1],
  ["delete a ticket", 1],
  ["follow a ticket", 0],
  ["create a column", 1],
  ["change a column", 1],
  ["reorder columns", 1],
  ["delete a column", 1],
  ["empty and delete a column", 4],
  ["create a project", 1],
  ["change a project", 1],
  ["delete a project", 1],
  ["add a member", 1],
  ["make a member lead", 1],
  ["remove a member", 1],
  ["leave a project", 1],
  ["comment", 1],
  ["edit a comment", 1],
  ["delete a comment", 1],
  ["link two tickets", 2],
  ["take a link off", 2],
  ["change two tickets at once", 2],
])("To %s, whichever of its calls fails, and however", (name, events) => {
  const all = () => trials.get(name) ?? [];

  it("is answered right or with 503, and can be asked for again", () => {
    expect(all().length).toBeGreaterThan(troubles.length);
    expect(all().some((t) => t.answers[0]?.status === 503)).toBe(true);
    expect(
      all()
        .filter((t) => t.wrong.length > 0)
        .map((t) => [t.trouble, ...t.wrong]),
    ).toEqual([]);
  });

  it(`happens once, with ${events} events`, () => {
    expect(
      all()
        .filter((t) => eventsOf(t) !== events)
        .map((t) => [t.trouble, eventsOf(t), ...t.answers.map((a) => a.status)]),
    ).toEqual([]);
  });
});

describe("A key whose function died between its claim and its commit", () => {
  it("is held for a while, then free, and its write happens once", async () => {
    const { faults } = world.cloud;
    const lead = await world.register("mourner");
    const ask = () => lead.post("tickets/", { project: lead.me.project, name: "Once" }, "mourning");
    // As good as dead: neither can it write, nor let go of its key.
    faults.add({ effect: "timeout-before", actions: ["TransactWriteItems"], times: 3 });
    faults.add({ effect: "timeout-before", actions: ["DeleteItem"], times: 3 });

    const died = await ask();
    const held = await ask();
    await expireClaims(world.cloud);
    const made = await ask();
    const repeated = await ask();

    expect([died.status, held.status, made.status]).toEqual([503, 409, 201]);
    expect(Number(held.retryAfter)).toBeGreaterThan(0);
    expect(repeated.body).toEqual(made.body);
    const cards = (await readTable(world.cloud)).filter((i) => i._e === "card" && i.p === lead.me.project);
    expect(cards.map((c) => c.n)).toEqual(["Once"]);
  });
});

describe("The table after all that", () => {
  it("holds nothing that contradicts anything else", () => {
    expect(violations(items)).toEqual([]);
  });
});
