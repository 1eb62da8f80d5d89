import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { smallWorld, startProduct } from "../units/fixture.ts";
import { measureProfile } from "./measure.ts";
import type { Figures } from "./model.ts";
import { measuredFile, page, pageFile } from "./page.ts";
import { appIn } from "./app.ts";

/** `npm run cost`: measures everything of the profile, and writes docs/cost.md. */
const data = mkdtempSync(path.join(tmpdir(), "tessera-cost-"));
/** The mean of the lines that functions wrote, without the name that the local cloud puts before them. */
function lineIn(log: string): number {
  const lines = readFileSync(log, "utf8").trimEnd().split("\n");
  const bytes = lines.map((line) => Buffer.byteLength(line.replace(/^{"function":"\w+",/, "{")));
  return Math.round(bytes.reduce((sum, n) => sum + n, 0) / lines.length);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const cloud = await startProduct(data);
try {
  say("filling a project of 100 tickets");
  const world = await smallWorld(cloud);
  const figures: Figures = {
    app: appIn("web/build"),
    operations: await measureProfile(world, { times: 9, warmUp: 5 }, say),
    logLine: lineIn(path.join(data, "logs/functions.jsonl")),
  };
  writeFileSync(measuredFile, `${JSON.stringify(figures, null, 2)}\n`);
  writeFileSync(pageFile, page(figures));
  say(`wrote ${path.relative(process.cwd(), pageFile)}`);
} finally {
  await cloud.stop();
  rmSync(data, { recursive: true, force: true });
}
