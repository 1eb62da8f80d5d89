import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { account, seed } from "../bench/seed.ts";
import { Client } from "./client.ts";
import { chunks, create, page, walk } from "./found.ts";
import { expectStatus, signedIn, startWorld, type World } from "./world.ts";

/** Pages of very many matches: each item once, in each order, forwards, backwards and by the page's number. */
let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

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
    await world.cloud.stream.idle(120_000);
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
