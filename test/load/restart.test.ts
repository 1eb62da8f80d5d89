import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startCloud, type Cloud } from "@tessera/local/cloud";
import { account, seed } from "../bench/seed.ts";
import { Client } from "./client.ts";
import { violations } from "./invariants.ts";
import { readItem, readSettled, readTable } from "./table.ts";
import { expectStatus, signedIn } from "./world.ts";

let cloud: Cloud;
let data: string;

const start = async (): Promise<void> => {
  cloud = await startCloud({ assembly: "cdk.out", data, throttle: false });
};

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), "tessera-restart-"));
  await start();
});
afterAll(async () => {
  await cloud.stop();
  rmSync(data, { recursive: true, force: true });
});

/** Of the only job that there is. */
async function cursor(): Promise<unknown> {
  const { tableName } = cloud.dynamodb;
  const { Items } = await cloud.dynamodb.call("Query", {
    ...{ TableName: tableName, IndexName: "gsi14", KeyConditionExpression: "gsi14pk = :jobs" },
    ExpressionAttributeValues: { ":jobs": { S: "jobs" } },
  });
  const [row] = Items as unknown as { pk: { S: string }; sk: { S: string } }[]; // DynamoDB's own JSON
  return row && (await readItem(cloud, row.pk.S, row.sk.S))?.cursor;
}

it("A job that was cut off between two of its calls goes on after the next start, and leaves nothing", async () => {
  await seed(cloud, { tickets: 150, project: "SEED", words: (n) => ({ name: `T${n}`, text: "Short." }) });
  const owner = signedIn(cloud.url, await new Client(cloud.url).post("auth/login/", account));
  expectStatus(await owner.remove("projects/SEED/"), 202, 204);
  await expect.poll(cursor, { timeout: 120_000, interval: 5 }).toMatch(/^\d+$/);

  await cloud.stop(); // the function's thread ends wherever it is
  await start();

  expect((await readTable(cloud)).length).toBeGreaterThan(20);
  const items = await readSettled(cloud);
  expect(items.filter((i) => i._e === "card" || i._e === "job")).toEqual([]);
  expect(violations(items)).toEqual([]);
});

it("A ticket whose words were being written when everything ended is found after the next start", async () => {
  const owner = signedIn(cloud.url, await new Client(cloud.url).post("auth/login/", account));
  const key = "AGAIN";
  expectStatus(await owner.post("projects/", { key, name: key }), 201);
  // Written, and not answered: the function waits when the end comes.
  cloud.faults.add({ effect: "timeout-after", function: "Search", actions: ["BatchWriteItem"], hold: 60_000 });
  expectStatus(await owner.post("tickets/", { project: key, name: "Quokka", description: "wombat ".repeat(40) }), 201);
  await expect.poll(() => cloud.faults.injected().length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(0);

  await cloud.stop();
  await start();

  const again = signedIn(cloud.url, await new Client(cloud.url).post("auth/login/", account));
  expect(violations(await readSettled(cloud))).toEqual([]);
  expect((await again.get("tickets/?search=quokka%20wombat")).body).toMatchObject({ results: [{ id: `${key}-1` }] });
});
