import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { startCloud, type Cloud } from "@tessera/local/cloud";
import { measure, type Figures } from "./clients.ts";
import { operations, type Scene } from "./operations.ts";
import { account, seed } from "./seed.ts";
import { report } from "./report.ts";

/**
 * `npm run bench [-- --tickets N]`: what requests to a project of 10,000 tickets take, by one client and by ten, beside
 * what others take for the same. A benchmark and no test: times belong to the machine, and the emulator's are in them.
 */
const options = {
  tickets: { type: "string", default: "10000" },
  requests: { type: "string", default: "100" },
} as const;

const project = "SEED";

async function sceneOf(cloud: Cloud, tickets: number): Promise<Scene> {
  const ask = async <T>(method: string, at: string, body?: object, token = ""): Promise<T> => {
    const response = await fetch(`${cloud.url}/api/tickets/${at}`, {
      method,
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  };
  const session = await ask<{ user: { id: string }; tokens: { access: string } }>("POST", "auth/login/", account);
  const token = session.tokens.access;
  const columns = await ask<{ results: { id: string }[] }>("GET", `columns/?project=${project}`, undefined, token);
  const { url } = cloud;
  return { url, token, project, tickets, me: session.user.id, columns: columns.results.map(({ id }) => id) };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const [tickets, requests] = [Number(values.tickets), Number(values.requests)];
  if (!(tickets >= 100) || !(requests >= 10))
    throw new Error("--tickets takes a number from 100, --requests one from 10");
  const data = mkdtempSync(path.join(tmpdir(), "tessera-bench-"));
  const cloud = await startCloud({ assembly: "cdk.out", data, inMemory: true, throttle: false, priced: false });
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  try {
    await seed(cloud, { tickets, project }, say);
    say("waiting for the search index");
    await cloud.stream.idle(3_600_000);
    const scene = await sceneOf(cloud, tickets);
    const rows: Figures[] = [];
    for (const operation of operations) {
      say(operation.name);
      rows.push(await measure(cloud, scene, operation, requests));
      await cloud.stream.idle(600_000);
    }
    mkdirSync("dist", { recursive: true });
    writeFileSync("dist/bench.json", JSON.stringify({ tickets, rows }, null, 2));
    process.stdout.write(report(rows, tickets));
  } finally {
    await cloud.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
