import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Cloud } from "@tessera/local/cloud";
import type { JsonObject } from "@tessera/local/kit/json";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "./client.ts";
import { expectStatus, password, startWorld, type World } from "./world.ts";

/** The commands for a deployed Tessera, against the local one: this stands for the few calls to Lambda and SQS that they make. */
function startAws(cloud: Cloud, queue: Map<string, string>): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      void answer(cloud, queue, request.url ?? "", String(request.headers["x-amz-target"] ?? ""), body).then(
        (value) => {
          response.setHeader("content-type", "application/x-amz-json-1.0");
          response.end(JSON.stringify(value));
        },
      );
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

async function answer(cloud: Cloud, queue: Map<string, string>, url: string, target: string, body: string) {
  const [, name = "", what] = /\/functions\/([^/]+)\/(\w+)/.exec(decodeURIComponent(url)) ?? [];
  const spec = cloud.model.functions.find((one) => one.name === name || one.arn === name);
  if (url.includes("/event-source-mappings")) {
    const of = new URL(url, "http://aws").searchParams.get("FunctionName");
    const filters = cloud.model.mappings.find(({ functionArn }) => functionArn === of)?.filters ?? [];
    return {
      EventSourceMappings: [{ FilterCriteria: { Filters: filters.map((one) => ({ Pattern: JSON.stringify(one) })) } }],
    };
  }
  if (what === "configuration") return { Environment: { Variables: spec?.environment } };
  if (what === "invocations") return cloud.invoke(spec?.name ?? name, JSON.parse(body) as JsonObject);
  const input = JSON.parse(body) as { ReceiptHandle?: string };
  if (target.endsWith(".DeleteMessage")) {
    queue.delete(input.ReceiptHandle ?? "");
    return {};
  }
  const hidden = [...queue].filter(([id]) => !seen.has(id));
  for (const [id] of hidden) seen.add(id);
  return {
    Messages: hidden.map(([id, Body]) => ({
      MessageId: id,
      ReceiptHandle: id,
      Body,
      MD5OfBody: createHash("md5").update(Body).digest("hex"),
    })),
  };
}
const seen = new Set<string>();

const root = path.join(import.meta.dirname, "../..");
let world: World;
let aws: Server;
const queue = new Map<string, string>();

beforeAll(async () => {
  world = await startWorld();
  aws = await startAws(world.cloud, queue);
});
afterAll(async () => {
  aws.close();
  await world.stop();
});

function run(script: string, ...args: string[]): Promise<{ code: number | null; lines: string[] }> {
  const endpoint = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
  const outputs = path.join(world.data, "outputs.json");
  const made = { "Tessera-Api": { UsersFunction: "Users" }, "Tessera-Events": { FailuresQueue: `${endpoint}/queue` } };
  writeFileSync(outputs, JSON.stringify(made));
  const env = {
    ...process.env,
    TESSERA_OUTPUTS: outputs,
    AWS_ACCESS_KEY_ID: world.cloud.dynamodb.accessKey,
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_REGION: "eu-central-1",
    AWS_ENDPOINT_URL_LAMBDA: endpoint,
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: world.cloud.dynamodb.endpoint,
  };
  const child = spawn(process.execPath, [`scripts/operate/${script}.mjs`, ...args], { cwd: root, env });
  const output: string[] = [];
  for (const from of [child.stdout, child.stderr]) from.on("data", (some: Buffer) => output.push(String(some)));
  return new Promise((resolve) =>
    child.on("close", (code) => resolve({ code, lines: output.join("").trim().split("\n") })),
  );
}

describe("`npm run superuser`", () => {
  it("makes the first superuser of somebody who has registered, twice if need be", async () => {
    await world.register("petra");
    for (let n = 0; n < 2; n++)
      expect(await run("superuser", "Petra")).toEqual({
        code: 0,
        lines: ["petra is a superuser from the next login on"],
      });
    const login = expectStatus(
      await new Client(world.cloud.url).post("auth/login/", { username: "petra", password }),
      200,
    );

    expect(login.body).toMatchObject({ user: { username: "petra", is_superuser: true } });
  });

  it.each([
    [[], "tessera: use npm run superuser -- NAME"],
    [["nobody-here"], "tessera: there is nobody called nobody-here: register first, then give the user name"],
  ])("ends with one line for %j", async (args, line) => {
    expect(await run("superuser", ...args)).toEqual({ code: 1, lines: [line] });
  });
});

describe("`npm run redrive`", () => {
  it("hands what was given up to its function again, and says what the stream has no more", async () => {
    const { cloud } = world;
    const by = await world.register("rosa");
    const name = cloud.model.queues[0]?.name ?? "";
    const before = cloud.queues.messages(name).length;
    cloud.faults.add({ effect: "internal", function: "Search", actions: ["BatchWriteItem"], times: 1000 });
    expectStatus(await by.post("tickets/", { project: by.me.project, name: "Wombats" }), 201);
    await expect.poll(() => cloud.queues.messages(name).length, { timeout: 240_000 }).toBeGreaterThan(before);
    await cloud.faults.clear();
    const found = async () =>
      ((await by.get(`tickets/?project=${by.me.project}&search=wombats`)).body as { results: unknown[] }).results
        .length;
    expect(await found()).toBe(0);
    const [given = ""] = cloud.queues.messages(name).slice(before);
    const { Table } = await cloud.dynamodb.call("DescribeTable", { TableName: cloud.dynamodb.tableName });
    const { LatestStreamArn } = Table as { LatestStreamArn: string };
    const message = given.replaceAll(/"streamArn":"[^"]+"/g, `"streamArn":"${LatestStreamArn}"`); // the emulator has its own
    queue.set("one", message);
    queue.set("old", message.replaceAll(/"shardId":"[^"]+"/g, '"shardId":"shardId-00000000000000000000-00000000"'));

    const { code, lines } = await run("redrive");

    expect([code, lines[0]]).toEqual([0, "given up: 1 done now, 1 no longer in the stream, 0 failed again"]);
    expect([...queue.keys()]).toEqual([]);
    await expect.poll(found).toBe(1);
  });
});
