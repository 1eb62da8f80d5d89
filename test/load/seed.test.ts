import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCloud, type Cloud } from "@tessera/local/cloud";
import { account, seed } from "../bench/seed.ts";
import { violations } from "./invariants.ts";
import { readSettled } from "./table.ts";

describe("A seeded project", () => {
  let cloud: Cloud;
  let data: string;

  beforeAll(async () => {
    data = mkdtempSync(path.join(tmpdir(), "tessera-seed-"));
    cloud = await startCloud({ assembly: "cdk.out", data, inMemory: true, throttle: false });
  });
  afterAll(async () => {
    await cloud.stop();
    rmSync(data, { recursive: true, force: true });
  });

  it("is what the API itself would have made, and grows when asked for more", async () => {
    expect(await seed(cloud, { tickets: 60, project: "SEED" })).toBe(60);
    expect(await seed(cloud, { tickets: 90, project: "SEED" })).toBe(30);

    expect(violations(await readSettled(cloud))).toEqual([]);
    expect(await countOfTickets()).toBe(90);
  });

  async function countOfTickets(): Promise<number> {
    const call = async (at: string, more: RequestInit) =>
      (await (await fetch(`${cloud.url}/api/tickets/${at}`, more)).json()) as {
        count: number;
        tokens: { access: string };
      };
    const body = JSON.stringify(account);
    const { tokens } = await call("auth/login/", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    return (await call("tickets/?project=SEED", { headers: { authorization: `Bearer ${tokens.access}` } })).count;
  }
});
