import { setTimeout as delay } from "node:timers/promises";
import { costOf, type Cost } from "./cost.ts";
import { sizes, type Size, type World } from "./fixture.ts";
import type { Pattern } from "./pattern.ts";

/** What a pattern costs at each size. */
export type Measured = Readonly<Record<Size, Cost>>;

/** Milliseconds after which nobody else seems to be making tickets (ticket/create.ts). */
const calm = 600;

async function measureOnce(pattern: Pattern, world: World): Promise<Cost> {
  const act = await pattern.on(world);
  await delay(/^create/.test(pattern.name) ? calm : 0);
  const { request, after } = await costOf(world.cloud, act);
  return pattern.after ? after : request;
}

export async function measure(pattern: Pattern, worlds: Readonly<Record<Size, World>>): Promise<Measured> {
  const costs = new Map<Size, Cost>();
  for (const size of sizes) costs.set(size, await measureOnce(pattern, worlds[size]));
  return { 100: costs.get(100)!, 1000: costs.get(1000)! };
}
