import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { startCloud, type Cloud } from "@tessera/local/cloud";
import { cpuReport, loadReport } from "./cold/report.ts";
import { loads, ours, yardsticks, type Bundle } from "./cold/loads.ts";
import { cpuOf, eventOf, type Asked, type Cpu } from "./cold/warm.ts";
import { operations } from "./operations.ts";
import { sceneOf } from "./scene.ts";
import { seed } from "./seed.ts";

/**
 * `npm run bench:cold [-- --rounds N --bundles DIR]`: what each function takes to wake up (a fresh process of Node 24, N
 * times, in turns) and how much CPU its first and its warm requests take, beside an empty handler and the usual stack.
 * `--bundles` measures other bundles of the same functions, an older commit's `dist/functions` for instance. A benchmark and no
 * test: times belong to the machine, ratios count.
 */
const options = {
  rounds: { type: "string", default: "11" },
  bundles: { type: "string", default: "dist/functions" },
} as const;

const [project, tickets] = ["SEED", 400];
const requested = ["get", "create", "move", "board"];

async function rows(cloud: Cloud, bundles: readonly Bundle[]): Promise<Asked[]> {
  const scene = await sceneOf(cloud, project, tickets);
  const event = eventOf(cloud, scene);
  const bundle = (name: string): Bundle => {
    const found = bundles.find((one) => one.name === name);
    if (!found) throw new Error(`no bundle ${name}`);
    return found;
  };
  return [
    { name: "usual stack, get", bundle: bundle("usual stack"), event: (n) => ({ pathParameters: { id: `${n}` } }) },
    ...operations
      .filter(({ name }) => requested.includes(name))
      .map((one) => ({
        name: one.name,
        bundle: bundle(one.function.toLowerCase()),
        event: (n: number) => event(one.request(scene, n)),
      })),
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const rounds = Number(values.rounds);
  if (!(rounds >= 1)) throw new Error("--rounds takes a number from 1");
  const data = mkdtempSync(path.join(tmpdir(), "tessera-cold-"));
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const cloud = await startCloud({ assembly: "cdk.out", data, inMemory: true, throttle: false, priced: false });
  try {
    const bundles = [...(await yardsticks(data)), ...ours(values.bundles, cloud.model.functions)];
    const loaded = await loads(bundles, rounds, say);
    process.stdout.write(loadReport(loaded));
    await seed(cloud, { tickets, project }, say);
    await cloud.stream.idle(600_000);
    const cpu: Cpu[] = [];
    for (const asked of await rows(cloud, bundles)) {
      say(asked.name);
      cpu.push(await cpuOf(cloud, asked, data));
    }
    mkdirSync("dist", { recursive: true });
    writeFileSync("dist/cold.json", JSON.stringify({ loaded, cpu }, null, 2));
    process.stdout.write(cpuReport(cpu));
  } finally {
    await cloud.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
