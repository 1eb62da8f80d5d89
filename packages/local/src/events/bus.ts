import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Outcome } from "../functions/runner.ts";
import type { JsonObject } from "../kit/json.ts";
import type { RuleSpec } from "../template/model.ts";
import { place } from "../template/names.ts";
import { matches } from "./filter.ts";

/** EventBridge's default bus: what AWS's own services tell, and the rules that functions wait with. */
export interface Bus {
  /** Hands an event to every function whose rule it matches, again when that fails, as EventBridge does. */
  send(source: string, type: string, resource: string, detail: JsonObject): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<unknown>;
  /** Waits for what is under way; what still has to be tried again is dropped. */
  stop(): Promise<void>;
}

/** Milliseconds before each further attempt. EventBridge goes on for a day. */
const pauses = [200, 1000, 5000];

/** @param invoke runs a function; @param log is told of events that were given up */
export function createBus(
  rules: readonly RuleSpec[],
  invoke: (functionArn: string, payload: string) => Promise<Outcome>,
  log: (text: string) => void,
): Bus {
  const ending = new AbortController();
  const underWay = new Set<Promise<void>>();
  const deliver = async (arn: string, event: JsonObject): Promise<void> => {
    for (const pause of [0, ...pauses]) {
      await delay(pause, undefined, { signal: ending.signal });
      const outcome = await invoke(arn, JSON.stringify(event));
      if (outcome.kind === "ok") return;
    }
    log(`an event was given up: ${JSON.stringify(event)}`);
  };
  return {
    send(source, type, resource, detail) {
      const event = {
        version: "0",
        id: randomUUID(),
        "detail-type": type,
        source,
        account: place.account,
        time: `${new Date().toISOString().slice(0, 19)}Z`,
        region: place.region,
        resources: [resource],
        detail,
      };
      for (const { functionArn } of rules.filter(({ pattern }) => matches(pattern, event))) {
        const delivery: Promise<void> = deliver(functionArn, event)
          .catch(() => undefined) // it was stopped while waiting
          .finally(() => underWay.delete(delivery));
        underWay.add(delivery);
      }
    },
    idle: () => Promise.all(underWay),
    async stop() {
      ending.abort();
      await Promise.all(underWay);
    },
  };
}
