import { parseArgs } from "node:util";
import type { Verdict } from "../load/invariants/book.ts";
import { startWorld } from "../load/world.ts";
import { chaos } from "./chaos.ts";
import { judge } from "./checker.ts";

/**
 * `npm run chaos [-- --seed N --seconds N]`: people work while everything goes wrong, then the whole table is checked.
 * What was drawn comes from the seed; in which order requests meet doesn't, so a seed repeats a run nearly.
 */
const options = { seed: { type: "string" }, seconds: { type: "string", default: "60" } } as const;
const most = 240;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const row = (name: string, n: number): string => `  ${name.padEnd(66)}${String(n).padStart(8)}`;

function wishOf(): { seed: number; seconds: number } {
  const { values } = parseArgs({ options });
  const [seed, seconds] = [Number(values.seed ?? Math.floor(Math.random() * 2 ** 31)), Number(values.seconds)];
  if (!Number.isInteger(seed) || seed < 0) throw new Error("--seed: use a whole number");
  if (!Number.isInteger(seconds) || seconds < 5 || seconds > most) throw new Error(`--seconds: use 5 to ${most}`);
  return { seed, seconds };
}

function report(met: ReadonlyMap<string, number>, verdicts: readonly Verdict[]): void {
  say("\nwhat went wrong, and how often");
  for (const [name, n] of met) say(row(name, n));
  say("\nwhat was checked, and how many records");
  for (const { invariant, checked, wrong } of verdicts)
    say(row(`${wrong.length === 0 ? "ok" : "WRONG"}  ${invariant}`, checked));
}

const start = Date.now();
const wish = wishOf();
const world = await startWorld();
try {
  say(`seed ${wish.seed}, ${wish.seconds} s`);
  const tell = (line: string): void => say(`${((Date.now() - start) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  const { met, evidence } = await chaos(world, { ...wish, tell });
  const verdicts = judge(evidence);
  report(met, verdicts);
  const wrong = verdicts.flatMap((one) => one.wrong.map((sentence) => `${one.invariant}: ${sentence}`));
  for (const sentence of wrong.slice(0, 30)) say(`  ${sentence}`);
  say(
    wrong.length === 0
      ? `\nnothing is wrong, after ${Math.round((Date.now() - start) / 1000)} s`
      : `\n${wrong.length} violations; to repeat: npm run chaos -- --seed ${wish.seed} --seconds ${wish.seconds}`,
  );
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await world.stop();
}
