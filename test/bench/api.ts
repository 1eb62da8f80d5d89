import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { startCloud } from "@tessera/local/cloud";
import { measure, type Figures } from "./clients.ts";
import { operations } from "./operations.ts";
import { report } from "./report.ts";
import { sceneOf } from "./scene.ts";
import { seed } from "./seed.ts";

/**
 * `npm run bench [-- --tickets N]`: what requests to a project of 10,000 tickets take, by one client and by ten, beside
 * what others take for the same. A benchmark and no test: times belong to the machine, and the emulator's are in them.
 */
const options = {
  tickets: { type: "string", default: "10000" },
  requests: { type: "string", default: "100" },
} as const;

const project = "SEED";

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
    const scene = await sceneOf(cloud, project, tickets);
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
