import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { at } from "../kit/json.ts";
import type { FunctionSpec } from "../template/model.ts";
import { temporaryFolder } from "../testing/fixture.ts";
import { FunctionPool } from "./pool.ts";
import type { Outcome } from "./runner.ts";

const pools: FunctionPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.stop()));
});

/** A pool for a function of this source; `dir` holds its bundle. */
function createPool(
  source: string,
  workers: number,
  clock = 0,
): { pool: FunctionPool; dir: string; printed: string[] } {
  const dir = temporaryFolder();
  const file = path.join(dir, "index.mjs");
  writeFileSync(file, source);
  const role = { arn: "arn:role", statements: [] };
  const names = { address: "S/F", name: "F", physicalName: "F", arn: "arn:f" };
  const limits = { timeout: 10, memory: 128, concurrency: undefined };
  const spec: FunctionSpec = { ...names, ...limits, dir, file, handler: "handler", environment: {}, role };
  const printed: string[] = [];
  const credentials = { accessKeyId: "a", secretAccessKey: "b", sessionToken: "c" };
  const log = ({ text }: { text: string }): void => void printed.push(text);
  const options = {
    functions: [spec],
    credentials: new Map(),
    endpoint: "",
    s3: "",
    log,
    workers,
    compileCache: undefined,
    faults: { meet: () => undefined },
  };
  const pool = new FunctionPool(spec, credentials, options, () => clock);
  pools.push(pool);
  return { pool, dir, printed };
}

const value = (outcome: Outcome): unknown => (outcome.kind === "ok" ? outcome.value : outcome);

/** Says which thread ran it, after a pause of the length that its event names, and how many it had at once. */
const who = `import { threadId } from "node:worker_threads";
let running = 0;
export async function handler({ pause }) {
  running += 1;
  const together = running;
  await new Promise((done) => setTimeout(done, pause));
  running -= 1;
  return { threadId, together };
}`;

describe("the workers of a function", () => {
  it("run one invocation at a time each, and become more while requests wait, up to the limit", async () => {
    const { pool } = createPool(who, 3);

    const outcomes = await Promise.all(Array.from({ length: 10 }, () => pool.invoke('{"pause":500}', 20_000)));

    const answers = outcomes.map((outcome) => (outcome.kind === "ok" ? outcome.value : undefined));
    expect(answers.every((answer) => at(answer, "together") === 1)).toBe(true);
    expect(new Set(answers.map((answer) => at(answer, "threadId"))).size).toBe(3);
  });

  it("time out for a request that found none free", async () => {
    const { pool } = createPool(who, 1);
    const busy = pool.invoke('{"pause":1500}', 20_000);

    expect(await pool.invoke('{"pause":0}', 100)).toEqual({ kind: "timeout" });
    expect((await busy).kind).toBe("ok");
  });

  it("run the bundle of today after a reload", async () => {
    const { pool, dir } = createPool("export const handler = () => 1;", 2);
    expect(value(await pool.invoke("{}", 20_000))).toBe(1);
    writeFileSync(path.join(dir, "index.mjs"), "export const handler = () => 2;");

    expect(value(await pool.invoke("{}", 20_000))).toBe(1);
    pool.reload();
    expect(value(await pool.invoke("{}", 20_000))).toBe(2);
  });

  it("have clocks that can be off, and deadlines all the same", async () => {
    const { pool } = createPool(
      `export const handler = (_, context) => ({
  now: Date.now(), made: new Date().getTime(), told: new Date(7).getTime(), left: context.getRemainingTimeInMillis() });`,
      1,
      3_600_000,
    );

    const outcome = await pool.invoke("{}", 20_000);

    const [now, made, told, left] = ["now", "made", "told", "left"].map((name) =>
      outcome.kind === "ok" ? Number(at(outcome.value, name)) : Number.NaN,
    );
    const ahead = [now, made].map((ms) => Math.round((Number(ms) - Date.now()) / 600_000));
    expect([...ahead, told]).toEqual([6, 6, 7]);
    expect(left).toBeGreaterThan(5000);
    expect(left).toBeLessThanOrEqual(10_000);
  });

  it("fail each request of a bundle that can't be loaded, and say why in the log", async () => {
    const { pool, printed } = createPool("throw new RangeError('while loading');", 2);

    for (let n = 0; n < 2; n += 1)
      expect(await pool.invoke("{}", 20_000)).toMatchObject({ kind: "error", message: "while loading" });
    expect(printed.join()).toContain("RangeError");
  });

  it("fail a result that is larger than Lambda returns", async () => {
    const { pool } = createPool("export const handler = () => 'x'.repeat(7_000_000);", 1);

    expect(await pool.invoke("{}", 20_000)).toMatchObject({ type: "Function.ResponseSizeTooLarge" });
  });
});
