import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { account, seed } from "../bench/seed.ts";
import { Client } from "./client.ts";
import { violations } from "./invariants.ts";
import { readSettled, readTable, type Item } from "./table.ts";
import { expectStatus, signedIn, startWorld, type World } from "./world.ts";

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const of = (items: readonly Item[], project: string): Item[] =>
  items.filter((i) => {
    const [, key = ""] = String(i.pk).split("#");
    return key === project.toLowerCase() && /^[ptkj]#/.test(String(i.pk));
  });

/** The seeded project's owner. */
async function seeded(project: string, tickets: number): Promise<Client> {
  await seed(world.cloud, { tickets, project });
  return signedIn(world.cloud.url, await new Client(world.cloud.url).post("auth/login/", account));
}

describe("A project of a thousand tickets", () => {
  it("is invisible at once when it is deleted, and leaves its gate and the event that tells who did it", async () => {
    const owner = await seeded("SEED", 1000);
    const before = of(await readTable(world.cloud), "SEED").length;

    expectStatus(await owner.remove("projects/SEED/"), 202, 204);

    expect((await owner.get("projects/SEED/")).status).toBe(404);
    expect((await owner.get("tickets/SEED-1/")).status).toBe(404);
    const items = await readSettled(world.cloud);
    console.log(`${before} items before`);
    expect(of(items, "SEED").map((i) => [i._e, i.state ?? i.kind])).toEqual(
      expect.arrayContaining([
        ["gate", "gone"],
        ["event", "project.deleted"],
      ]),
    );
    expect(of(items, "SEED")).toHaveLength(2);
    expect(violations(items)).toEqual([]);
  });

  it("never gives its key away again", async () => {
    const other = await world.register("other");

    expectStatus(await other.post("projects/", { key: "SEED", name: "Again" }), 409);
  });
});
