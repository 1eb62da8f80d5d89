import { spawn } from "node:child_process";
import path from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { indexed } from "@tessera/core/search/indexed";
import type { JsonObject } from "@tessera/local/kit/json";
import type { Client } from "./client.ts";
import { chunks, create, walk } from "./found.ts";
import { violations } from "./invariants.ts";
import { deliver, recordsFor } from "./records.ts";
import { readSettled } from "./table.ts";
import { expectStatus, seedOf, startWorld, type World } from "./world.ts";

const root = path.join(import.meta.dirname, "../..");

/** What is found is what is there, whatever happens to whoever keeps the index (docs/adr/0014). */
let world: World;

beforeAll(async () => {
  world = await startWorld();
  world.cloud.faults.seed(seedOf("search"));
});
afterAll(() => world.stop());
afterEach(() => world.cloud.faults.clear());

const settled = (): Promise<void> => world.cloud.stream.idle(120_000);

describe("The index of a team at work", () => {
  const words = ["export", "import", "Müller", "报告页面", "bar", "zebra", "quokka", "report", "ბანკი"];
  const some = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }).map((list) => list.join(" "));
  const act = fc.record({
    what: fc.constantFrom("name", "description", "both", "create", "delete", "name", "description"),
    ticket: fc.nat(11),
    name: some,
    description: fc.option(some, { nil: null }),
  });

  it("is right after several people's edits, though a fifth of its keeper's calls fail and each record comes thrice and late", async () => {
    const team = await Promise.all(["ann", "bob", "cleo"].map((name) => world.register(name)));
    const [lead] = team as [Client, ...Client[]];
    const { project } = lead.me;
    expectStatus(await lead.patch(`projects/${project}/`, { edit_policy: "members" }), 200);
    for (const { me } of team.slice(1))
      expectStatus(await lead.post(`projects/${project}/members/`, { username: me.username }), 201);
    const tickets: string[] = [];
    for (let n = 0; n < 12; n++) tickets.push(await create(lead, { name: `export ${n}` }));
    for (const effect of ["throttle", "timeout-before", "timeout-after", "internal"] as const)
      world.cloud.faults.add({ effect, function: "Search", probability: 0.05 });
    const records = await recordsFor(world.cloud, "Search");

    const acts = fc.sample(act, { numRuns: 48, seed: seedOf("edits") });
    const late: JsonObject[] = [];
    const again: Promise<void>[] = [];
    const perform = (one: (typeof acts)[number], by: Client) => {
      const at = `tickets/${tickets[one.ticket]}/`;
      if (one.what === "create") return by.post("tickets/", { project, name: one.name, description: one.description });
      if (one.what === "delete") return one.ticket > 9 ? lead.remove(at) : by.patch(at, { name: one.name });
      return by.patch(at, {
        ...(one.what !== "description" && { name: one.name }),
        ...(one.what !== "name" && { description: one.description }),
      });
    };
    for (let i = 0; i < acts.length; i += 6) {
      const answers = await Promise.all(
        acts.slice(i, i + 6).map((one, n) => perform(one, team[n % team.length] ?? lead)),
      );
      for (const { request, status } of answers)
        expect([request, status]).toEqual([request, expect.not.toSatisfy((s: number) => s >= 500 && s !== 503)]);
      const fresh = await records.next();
      late.push(...fresh);
      // Beside the stream's own delivery, and beside what it delivers next.
      if (fresh.length > 0) again.push(deliver(world.cloud, "Search", fresh));
    }
    await Promise.all(again);
    await Promise.all(chunks(late.toReversed(), 10).map((some) => deliver(world.cloud, "Search", some)));
    records.stop();
    const met = world.cloud.faults.injected().length;
    await world.cloud.faults.clear();

    expect(violations(await readSettled(world.cloud))).toEqual([]);
    expect(met).toBeGreaterThan(20);
  });

  it("is right though a record that comes twice is dealt with beside the next one", async () => {
    const by = await world.register("dora");
    const records = await recordsFor(world.cloud, "Search");
    const id = await create(by, { name: "alpha" });
    await settled();
    const made = await records.next();
    expect(made).toHaveLength(1);
    const rename = async (): Promise<void> => {
      expectStatus(await by.patch(`tickets/${id}/`, { name: "beta" }), 200);
      await settled();
    };
    world.cloud.faults.add({
      effect: "meanwhile",
      function: "Search",
      actions: ["BatchWriteItem"],
      times: 1,
      run: rename,
    });

    await deliver(world.cloud, "Search", made);
    records.stop();

    expect(violations(await readSettled(world.cloud))).toEqual([]);
  });
});

/** Runs the command to its end. */
function reindex(...args: string[]): Promise<{ code: number | null; lines: string[] }> {
  const child = spawn(process.execPath, ["functions/maintenance/reindex.ts", ...args], { cwd: root });
  const output: string[] = [];
  for (const from of [child.stdout, child.stderr]) from.on("data", (some: Buffer) => output.push(String(some)));
  return new Promise((resolve) =>
    child.on("close", (code) => resolve({ code, lines: output.join("").trim().split("\n") })),
  );
}

describe("An index that went wrong", () => {
  it("is made right by `npm run reindex`, while somebody renames tickets", async () => {
    const by = await world.register("hana");
    const { project } = by.me;
    const tickets: string[] = [];
    for (let n = 0; n < 24; n++)
      tickets.push(await create(by, { name: `Export ${n}`, description: "The wombat sleeps." }));
    await settled();
    const { dynamodb } = world.cloud;
    const { tableName: TableName } = dynamodb;
    const key = (word: string, n: number) => ({
      pk: { S: `w#${project.toLowerCase()}` },
      sk: { S: `${word}#${String(n).padStart(7, "0")}` },
    });
    for (const n of [1, 5, 12, 24]) await dynamodb.call("DeleteItem", { TableName, Key: key("wombat", n) });
    for (const n of [2, 12, 99]) await dynamodb.call("PutItem", { TableName, Item: key("wrong", n) });

    let working = true;
    const renaming = (async () => {
      for (let n = 0; working; n++)
        expectStatus(
          await by.patch(`tickets/${tickets[n % 24]}/`, { name: `${n % 3 ? "Export" : "Import"} ${n}` }),
          200,
          503,
        );
    })();
    const { code, lines } = await reindex("--project", project, "--data", world.data);
    working = false;
    await renaming;

    expect([code, lines.at(-1)]).toEqual([0, expect.stringMatching(`^${project}: 25 tickets looked at, `)]);
    expect(violations(await readSettled(world.cloud))).toEqual([]);
  });

  it.each([
    [[], /^reindex: --project: use a project's key/],
    [["--project", "NOPE"], /^reindex: there is no project NOPE$/],
    [["--project", "DEMO", "--tabel", "t"], /^reindex: Unknown option '--tabel'/],
  ])("is not touched, and one line says why, with %j", async (args, line) => {
    const { code, lines } = await reindex(...args, "--data", world.data);

    expect([code, lines]).toEqual([1, [expect.stringMatching(line)]]);
  });

  it("is not touched where nothing runs", async () => {
    const { code, lines } = await reindex("--project", "DEMO", "--data", "nowhere");

    expect([code, lines]).toEqual([1, [expect.stringMatching(/^reindex: no Tessera is running on .*nowhere/)]]);
  });
});

describe("A text of 50,000 characters", () => {
  /** Thousands of words, none twice. */
  const long = (first: string): string => {
    const words = Array.from({ length: 9000 }, (_, n) => `${first}${n.toString(36)}x`).join(" ");
    return words.slice(0, 50_000);
  };

  it("is saved, written anew and taken away, and its first words are found", async () => {
    const by = await world.register("emil");
    const id = await create(by, { name: "Long", description: long("a") });
    const seen = (word: string) => walk(by, `tickets/?search=${word}`);
    await settled();
    expect(await seen("a0x a7x a3ax")).toEqual([id]);

    expectStatus(await by.patch(`tickets/${id}/`, { description: long("b") }), 200);
    await settled();
    expect([await seen("a0x"), await seen("b0x b7x long")]).toEqual([[], [id]]);
    expectStatus(await by.patch(`tickets/${id}/`, { description: null }), 200);
    await settled();
    expect([await seen("b0x"), await seen("long")]).toEqual([[], [id]]);
    expect(violations(await readSettled(world.cloud))).toEqual([]);
  });

  it("is indexed by its first 350 words", () => {
    expect(indexed.description(long("a")).size).toBe(350);
  });
});
