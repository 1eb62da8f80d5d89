import { readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { at, type JsonObject } from "./kit/json.ts";
import { listen } from "./kit/listen.ts";
import { isRunning, javaPid, spawnMain, startChild, type Child } from "./testing/child.ts";
import { temporaryFolder, writeAssembly } from "./testing/fixture.ts";

const assembly = writeAssembly();
const tableName = "Fixture-Store";
const put = (id: string): JsonObject => ({
  action: "PutItem",
  input: { TableName: tableName, Item: { pk: { S: id }, sk: { S: "x" } } },
});
const get = (id: string): JsonObject => ({
  action: "GetItem",
  input: { TableName: tableName, Key: { pk: { S: id }, sk: { S: "x" } } },
});
const create = (id: string): JsonObject => ({
  action: "AdminCreateUser",
  input: { Username: id, MessageAction: "SUPPRESS" },
});

/** Writes to table and pool until the process is gone; returns what was acknowledged. */
async function writeUntilKilled(cloud: Child, count: number): Promise<{ items: string[]; people: string[] }> {
  const done = { items: [] as string[], people: [] as string[] };
  for (let n = 0; ; n += 1) {
    if (n === count) cloud.process.kill("SIGKILL");
    try {
      const [item, person] = await Promise.all([
        cloud.invoke("Table", put(`i${n}`)),
        cloud.invoke("People", create(`p${n}`)),
      ]);
      if (item["output"]) done.items.push(`i${n}`);
      if (person["output"]) done.people.push(`p${n}`);
    } catch {
      return done;
    }
  }
}

/** Runs main.ts to its end: its exit code and what it printed after the progress lines. */
async function failure(...args: string[]): Promise<{ code: number | null; lines: string[] }> {
  const { ended, output } = spawnMain(["--assembly", assembly, ...args]);
  const code = await ended;
  const lines = output()
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("starting "));
  return { code, lines };
}

describe("after kill -9", () => {
  it("no Java stays, the next start works, and all that was acknowledged is there", async () => {
    const data = temporaryFolder();
    const first = await startChild(assembly, data);
    const java = javaPid(data);

    const acknowledged = await writeUntilKilled(first, 40);
    await expect.poll(() => isRunning(java), { timeout: 10_000 }).toBe(false);

    const second = await startChild(assembly, data);
    expect(acknowledged.items.length).toBeGreaterThanOrEqual(40);
    for (const id of acknowledged.items)
      expect(at(await second.invoke("Table", get(id)), "output", "Item", "pk", "S")).toBe(id);
    for (const id of acknowledged.people)
      expect(
        at(await second.invoke("People", { action: "AdminGetUser", input: { Username: id } }), "output", "Username"),
      ).toBe(id);

    // and the same when the emulator is killed with it, at once
    const both = javaPid(data);
    process.kill(both, "SIGKILL");
    second.process.kill("SIGKILL");
    await second.ended;
    const third = await startChild(assembly, data);
    for (const id of acknowledged.items) expect(await third.invoke("Table", get(id))).toHaveProperty("output.Item");
    const last = javaPid(data);
    third.process.kill("SIGTERM");
    expect(await third.ended).toBe(0);
    expect(isRunning(last)).toBe(false);
  }, 60_000);
});

describe("a start that can't work ends with 1 and one line", () => {
  it("for a taken port", async () => {
    const other = await listen(createServer(), 0);

    const { code, lines } = await failure("--port", `${other.port}`, "--data", temporaryFolder());
    await other.close();

    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/^port \d+ is taken/)]);
  });

  it("for a data folder that another copy uses", async () => {
    const data = temporaryFolder();
    const running = await startChild(assembly, data);

    const { code, lines } = await failure("--port", "0", "--data", data);
    running.process.kill("SIGTERM");
    await running.ended;

    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/^another copy is running on /)]);
    expect(readdirSync(data)).not.toContain("lock");
  });

  it("for damaged data", async () => {
    const table = temporaryFolder();
    await (await import("node:fs/promises")).mkdir(path.join(table, "dynamodb"));
    writeFileSync(
      path.join(table, "dynamodb/shared-local-instance.db"),
      "not a database, but something long enough to be read as one",
    );
    const people = temporaryFolder();
    writeFileSync(path.join(people, "cognito.jsonl"), '["a",{}]\nrubbish\n["b",{}]\n');
    const file = path.join(temporaryFolder(), "file");
    writeFileSync(file, "");

    for (const data of [table, people, file]) {
      const { code, lines } = await failure("--port", "0", "--data", data);
      expect(code).toBe(1);
      expect(lines).toEqual([expect.stringMatching(/^the data folder is damaged: /)]);
    }
  });

  it("for a Java that isn't there", async () => {
    const { code, lines } = await failure("--port", "0", "--data", temporaryFolder(), "--java", "/nowhere/java");

    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/^DynamoDB Local did not start: .*\/nowhere\/java/)]);
  });
});
