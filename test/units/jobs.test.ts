import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCloud, type Cloud } from "@tessera/local/cloud";
import { account, seed } from "../bench/seed.ts";

/** What background work costs, from the function's own log lines: nothing in it is a transaction, so these are right. */
const tickets = 200;
let cloud: Cloud;
let data: string;

interface Line {
  readonly function: string;
  readonly records: number;
  readonly failed: number;
  readonly calls: number;
  readonly reads: number;
  readonly writes: number;
}

const lines = (): Line[] =>
  readFileSync(path.join(data, "logs/functions.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line.function === "Cleanup");

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), "tessera-units-"));
  cloud = await startCloud({ assembly: "cdk.out", data, inMemory: true, throttle: false });
  await seed(cloud, { tickets, project: "UNITS" });
  const ask = (method: string, at: string, token: string, body?: object): Promise<Response> =>
    fetch(`${cloud.url}/api/tickets/${at}`, {
      method,
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const login = (await (await ask("POST", "auth/login/", "", account)).json()) as { tokens: { access: string } };
  expect((await ask("DELETE", "projects/UNITS/", login.tokens.access)).status).toBe(204);
  await cloud.stream.idle(300_000);
});

afterAll(async () => {
  await cloud.stop();
  rmSync(data, { recursive: true, force: true });
});

describe("Taking a project apart", () => {
  const sum = (field: "calls" | "reads" | "writes"): number => lines().reduce((all, line) => all + line[field], 0);

  it("costs at most 20 writes, 1.5 reads and 2.5 calls a ticket", async () => {
    await expect.poll(() => lines().length, { timeout: 10_000 }).toBeGreaterThan(0); // the log is written behind
    const each = { calls: sum("calls") / tickets, reads: sum("reads") / tickets, writes: sum("writes") / tickets };
    console.log(each, `in ${lines().length} invocations`);

    expect(each.calls).toBeLessThanOrEqual(2.5);
    expect(each.reads).toBeLessThanOrEqual(1.5);
    expect(each.writes).toBeLessThanOrEqual(20);
  });

  it("takes an invocation for 50 tickets, and none fails", () => {
    expect(lines().length).toBeLessThanOrEqual(Math.ceil(tickets / 50) + 1);
    expect(lines().filter((line) => line.failed > 0)).toEqual([]);
  });
});
