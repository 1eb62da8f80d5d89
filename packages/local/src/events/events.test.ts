import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCloud, type Cloud } from "../cloud.ts";
import { at, list, parseJson, text, texts, type Json, type JsonObject } from "../kit/json.ts";
import { startChild, type Child } from "../testing/child.ts";
import { temporaryFolder, writeAssembly } from "../testing/fixture.ts";

const key = (pk: string, sk = "x"): JsonObject => ({ pk: { S: pk }, sk: { S: sk } });

describe("a table's stream", () => {
  let cloud: Cloud;
  let table: (action: string, input: JsonObject) => Promise<JsonObject>;

  beforeAll(async () => {
    cloud = await startCloud({ assembly: writeAssembly(), data: temporaryFolder(), inMemory: true, grantsDir: "" });
    table = (action, input) => cloud.dynamodb.call(action, { TableName: cloud.dynamodb.tableName, ...input });
  });
  afterAll(() => cloud.stop());

  const put = (pk: string, n: number, more: JsonObject = {}, sk = "x"): Promise<JsonObject> =>
    table("PutItem", { Item: { ...key(pk, sk), n: { N: String(n) }, ...more } });
  const seen = async (pk: string): Promise<string[]> => {
    await cloud.stream.idle();
    const { Item } = await table("GetItem", { Key: key("seen", pk) });
    return list(at(Item, "notes", "L")).map((note) => text(at(note, "S")));
  };

  it("brings what the filter lets through to the function, each partition in its order", async () => {
    const jobs = Array.from({ length: 4 }, (_, j) => `job-${j}`);
    for (let n = 0; n < 15; n++) await Promise.all(jobs.map((job) => put(job, n)));

    for (const job of jobs)
      expect(await seen(job)).toEqual(Array.from({ length: 15 }, (_, n) => `${n === 0 ? "INSERT" : "MODIFY"} ${n}`));
  });

  it("keeps from the function what the filter doesn't let through", async () => {
    await put("other", 1);
    await put("job-asleep", 1, { asleep: { BOOL: true } });
    await table("DeleteItem", { Key: key("job-asleep") });

    expect([await seen("other"), await seen("job-asleep")]).toEqual([[], []]);
  });

  it.each(["report", "throw"])(
    "gives a record up that always fails (%s), tells the queue, and goes on",
    async (how) => {
      const pk = `job-${how}`;
      const [queue = ""] = cloud.model.queues.map(({ name }) => name);
      const before = cloud.queues.messages(queue).length;
      await put(pk, 1);
      await put(pk, 2, { do: { S: how } });
      await put(pk, 3);

      expect(await seen(pk)).toEqual(expect.arrayContaining(["INSERT 1", "MODIFY 3"]));
      expect(await seen(pk)).not.toContain("MODIFY 2");
      const [message, ...more] = cloud.queues.messages(queue).slice(before).map(parseJson);
      expect(more).toEqual([]);
      expect(message).toMatchObject({
        requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 3 },
        version: "1.0",
        DDBStreamBatchInfo: { batchSize: 1, streamArn: cloud.model.mappings[0]?.streamArn },
      });
      expect(at(message, "DDBStreamBatchInfo", "startSequenceNumber")).toBe(
        at(message, "DDBStreamBatchInfo", "endSequenceNumber"),
      );
    },
  );

  it("counts the stream's grants as used", () => {
    expect(cloud.grants()["Fixture/Reactor"]?.used).toContainEqual(expect.stringMatching(/^dynamodb:GetRecords on /));
  });
});

it("refuses to start when the function's role may not read the stream", async () => {
  const assembly = writeAssembly(({ Resources }) => {
    const [policy] = list(at(Resources["ReactorRole"]?.Properties ?? {}, "Policies"));
    const statements = list(at(policy, "PolicyDocument", "Statement"));
    statements.splice(1, 1);
  });

  await expect(startCloud({ assembly, data: temporaryFolder(), inMemory: true, grantsDir: "" })).rejects.toThrow(
    /Fixture\/Mapping: the role of its function doesn't allow dynamodb:DescribeStream on arn:/,
  );
});

describe("after kill -9", () => {
  const running: Child[] = [];
  const assembly = writeAssembly();
  const start = async (data: string): Promise<Child> => {
    const child = await startChild(assembly, data);
    running.push(child);
    return child;
  };
  afterAll(() => running.forEach((child) => child.process.kill("SIGKILL")));

  const call = (child: Child, action: string, input: JsonObject): Promise<JsonObject> =>
    child.invoke("Table", { action, input: { TableName: "Fixture-Store", ...input } });
  const notes = async (child: Child, pk: string): Promise<string[]> => {
    await child.control("POST", "/idle");
    const answer: Json = await call(child, "GetItem", { Key: key("seen", pk) });
    return texts(list(at(answer, "output", "Item", "notes", "L")).map((note) => at(note, "S")));
  };

  it("the stream goes on where it was, with what was under way once more", async () => {
    const data = temporaryFolder();
    const first = await start(data);
    await call(first, "PutItem", { Item: { ...key("job-1"), n: { N: "1" } } });
    expect(await notes(first, "job-1")).toEqual(["INSERT 1"]);
    await call(first, "PutItem", { Item: { ...key("job-2"), do: { S: "hang" } } });
    first.process.kill("SIGKILL");
    await first.ended;

    const second = await start(data);
    await call(second, "PutItem", { Item: { ...key("job-3"), n: { N: "3" } } });

    expect(await notes(second, "job-3")).toEqual(["INSERT 3"]);
    expect(await notes(second, "job-1")).toEqual(["INSERT 1"]);
    const queues = await second.control("GET", "/queues");
    expect(texts(at(queues, "Fixture-GivenUp"))).toHaveLength(1); // the one that hangs, given up by now
  });
});
