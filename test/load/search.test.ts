import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { indexed } from "@tessera/core/search/indexed";
import type { JsonObject } from "@tessera/local/kit/json";
import { account, seed } from "../bench/seed.ts";
import { Client } from "./client.ts";
import { violations } from "./invariants.ts";
import { deliver, recordsFor } from "./records.ts";
import { readSettled } from "./table.ts";
import { expectStatus, seedOf, signedIn, startWorld, type World } from "./world.ts";

/** What is found is what is there, whatever happens to whoever keeps the index (docs/adr/0014). */
let world: World;

beforeAll(async () => {
  world = await startWorld();
  world.cloud.faults.seed(seedOf("search"));
});
afterAll(() => world.stop());
afterEach(() => world.cloud.faults.clear());

const settled = (): Promise<void> => world.cloud.stream.idle(120_000);

interface Found {
  readonly id: string;
  readonly name: string;
}
interface Page {
  readonly results: readonly Found[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly truncated?: true;
}

/** On a busy machine a read of a thousand items may be asked to come again. */
async function page(by: Client, path: string): Promise<Page> {
  for (let tries = 0; ; tries++) {
    const answer = await by.get(path);
    if (answer.status !== 503 || tries === 5) return expectStatus(answer, 200).body as Page;
  }
}

/** All pages of a list, from this one on. */
async function walk(by: Client, path: string, way: "next" | "previous" = "next"): Promise<string[]> {
  const ids: string[] = [];
  for (let at: string | null = path; at !== null;) {
    const { results, ...links }: Page = await page(by, at);
    const some = results.map(({ id }) => id);
    ids.push(...(way === "next" ? some : some.toReversed()));
    at = links[way];
  }
  return ids;
}

const create = async (by: Client, body: object): Promise<string> =>
  (expectStatus(await by.post("tickets/", { project: by.me.project, ...body }), 201).body as Found).id;

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, i * size + size));

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

describe("A project of 1,100 tickets with the same words", () => {
  const [project, other] = ["SEED", "SEEDB"];
  const common = (n: number): boolean => n > 20;
  const rare = (n: number): boolean => n % 110 === 0;
  const nameOf = (n: number): string =>
    `${common(n) ? "Common comet coral corner" : n === 6 ? "Plain" : "Comet"} ${rare(n) || n < 7 ? "rareword " : ""}${n}`;
  const ids = (wanted: (n: number) => boolean): string[] =>
    Array.from({ length: 1100 }, (_, n) => n + 1)
      .filter(wanted)
      .map((n) => `${project}-${n}`);
  let by: Client;
  let column: string;

  beforeAll(async () => {
    await seed(world.cloud, { tickets: 1100, project, words: (n) => ({ name: nameOf(n), text: null }) });
    by = signedIn(world.cloud.url, await new Client(world.cloud.url).post("auth/login/", account));
    expectStatus(await by.post("projects/", { key: other, name: other }), 201);
    for (const name of ["Common one", "Common two", "rareword"]) await create(by, { project: other, name });
    const { results } = (await by.get(`columns/?project=${project}`)).body as { results: { id: string }[] };
    column = results[0]?.id ?? "";
    await settled();
  });

  const orderings = ["created_at", "updated_at", "priority_id", "name", "due_date", "rank"].flatMap((o) => [
    o,
    `-${o}`,
  ]);
  const list = (ordering: string): string =>
    `tickets/?project=${project}&page_size=100&ordering=${ordering}${/rank/.test(ordering) ? `&column=${column}` : ""}`;

  it.each(orderings)("has 1,000 of them in a search for one, each once, by %s", async (ordering) => {
    const newest = new Set(ids((n) => n > 100));
    const [all, found] = await Promise.all([walk(by, list(ordering)), walk(by, `${list(ordering)}&search=common`)]);

    expect((await page(by, `${list(ordering)}&search=common`)).truncated).toBe(true);
    expect(found).toEqual(all.filter((id) => newest.has(id)));
    expect(found.length).toBeGreaterThanOrEqual(/rank/.test(ordering) ? 250 : 1000);
  });

  it.each(["-created_at", "name"])(
    "is gone through backwards, too, and by the number of a page, by %s",
    async (ordering) => {
      const search = `${list(ordering)}&search=common`;
      const all = await walk(by, search);

      const [some, last] = [await page(by, `${search}&page=4`), await page(by, `${search}&page=10`)];

      expect(some.results.map(({ id }) => id)).toEqual(all.slice(300, 400));
      expect(last.results.map(({ id }) => id)).toEqual(all.slice(900));
      expect(await walk(by, last.previous ?? "", "previous")).toEqual(all.slice(0, 900).toReversed());
      expect(await walk(by, some.next ?? "")).toEqual(all.slice(400));
      expect((await page(by, `${search.replace("100", "1")}&page=1000`)).results.map(({ id }) => id)).toEqual(
        all.slice(-1),
      );
    },
  );

  it.each([
    ["common rareword", ids(rare)],
    ["rareword co", ids((n) => rare(n) || (n < 7 && n !== 6))], // "co" has too many postings to read: texts tell
    ["plain", [`${project}-6`]],
    [`${project}-7`, [`${project}-7`]],
  ])("has none but those that have all words of %s", async (search, expected) => {
    for (const ordering of ["created_at", "name"]) {
      const found = `${list(ordering)}&search=${encodeURIComponent(search)}`;
      expect((await walk(by, found)).toSorted()).toEqual(expected.toSorted());
      expect(await page(by, found)).not.toHaveProperty("truncated");
      const numbered = await Promise.all(
        chunks(expected, 4).map((_, n) => page(by, `${found.replace("100", "4")}&page=${n + 1}`)),
      );
      expect(numbered.flatMap(({ results }) => results.map(({ id }) => id))).toEqual(await walk(by, found));
    }
  });

  it("is cut at 1,000 together with others", async () => {
    const all = await walk(by, "tickets/?search=common&ordering=name&page_size=100");

    expect([all.length, new Set(all).size]).toEqual([1000, 1000]);
    expect(await walk(by, "tickets/?search=common%20one&ordering=name")).toEqual([`${other}-1`]);
    expect(
      (await walk(by, "tickets/?search=rareword&ordering=-created_at")).filter((id) => id.startsWith(other)),
    ).toEqual([`${other}-3`]);
  });

  it("tells nothing of a column that the caller may not see", async () => {
    const stranger = await world.register("greta");
    await create(stranger, { name: "Theirs" });
    const { results } = (await stranger.get(`columns/?project=${stranger.me.project}`)).body as {
      results: { id: string }[];
    };

    for (const ordering of ["rank", "name", "-created_at"])
      expect(
        await page(by, `tickets/?project=${project}&search=common&ordering=${ordering}&column=${results[0]?.id}`),
      ).toEqual({
        ...{ count: null, next: null, previous: null, results: [] },
      });
  });
});
