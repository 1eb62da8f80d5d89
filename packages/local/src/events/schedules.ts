import type { Outcome } from "../functions/runner.ts";
import type { DurableMap } from "../kit/durable-map.ts";
import { number } from "../kit/json.ts";
import { place } from "../template/names.ts";
import type { ScheduleSpec } from "../template/model.ts";

/** What EventBridge hands to a function. */
const eventOf = (spec: ScheduleSpec, at: Date): string =>
  JSON.stringify({
    version: "0",
    id: crypto.randomUUID(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: place.account,
    time: at.toISOString().replace(/\.\d+Z$/, "Z"),
    region: place.region,
    resources: [spec.arn],
    detail: {},
  });

/** Longer, and a timer would fire at once. */
const longestTimer = 2 ** 31 - 1;

/**
 * Invokes functions by the clock, for the first time one period after the first start. What was due while the cloud
 * stood still runs once, soon after its start.
 */
export function startSchedules(
  specs: readonly ScheduleSpec[],
  store: DurableMap,
  invoke: (functionArn: string, payload: string) => Promise<Outcome>,
): { stop(): void } {
  const timers = new Map<string, NodeJS.Timeout>();
  const plan = (spec: ScheduleSpec): void => {
    const key = `schedule/${spec.address}`;
    const last = number(store.get(key)?.["at"], 0);
    if (last === 0) store.set(key, { at: Date.now() });
    const wait = last === 0 ? spec.every * 1000 : Math.max(1000, last + spec.every * 1000 - Date.now());
    const run = (): void => {
      store.set(key, { at: Date.now() });
      plan(spec);
      void invoke(spec.functionArn, eventOf(spec, new Date()));
    };
    timers.set(
      spec.address,
      setTimeout(wait > longestTimer ? () => plan(spec) : run, Math.min(wait, longestTimer)).unref(),
    );
  };
  specs.forEach(plan);
  return { stop: () => timers.forEach((timer) => clearTimeout(timer)) };
}
