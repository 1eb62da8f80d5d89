import { setTimeout as delay } from "node:timers/promises";
import type { Outcome } from "../functions/runner.ts";
import { at, list, number, text, type Json, type JsonObject } from "../kit/json.ts";
import type { MappingSpec } from "../template/model.ts";

/** Why records are given up, in Lambda's words. */
export type Condition = "RetryAttemptsExhausted" | "RecordAgeExceeded";

export interface Delivery {
  readonly spec: MappingSpec;
  invoke(records: readonly JsonObject[]): Promise<Outcome>;
  /** @param count how often the function was invoked for them, @param outcome what came of it the last time */
  giveUp(records: readonly JsonObject[], condition: Condition, count: number, outcome: Outcome | undefined): void;
  readonly stopping: AbortSignal;
}

const sequenceOf = (record: JsonObject): string => text(at(record, "dynamodb", "SequenceNumber"));

/** Milliseconds since the epoch. */
export const arrivalOf = (record: JsonObject | undefined): number =>
  number(at(record, "dynamodb", "ApproximateCreationDateTime"), 0) * 1000;

/**
 * From which record on a batch has failed; `undefined` when none did. What a function reports counts if the mapping
 * says that it reports; an answer that names an unknown record, or none, means the whole batch.
 */
export function firstFailure(spec: MappingSpec, records: readonly JsonObject[], outcome: Outcome): number | undefined {
  if (outcome.kind !== "ok") return 0;
  if (!spec.reportsFailures) return undefined;
  const failures: Json = at(outcome.value, "batchItemFailures");
  if (failures === undefined || failures === null) return undefined;
  const places = list(failures).map((one) => text(at(one, "itemIdentifier")));
  if (places.length === 0) return undefined;
  return Math.max(0, Math.min(...places.map((id) => records.findIndex((record) => sequenceOf(record) === id))));
}

/** Milliseconds between two tries, longer each time. */
const pauseAfter = (tries: number): number => Math.min(2000, 50 * 2 ** tries);

/**
 * Brings a batch to its function, at least once, in order: what failed is tried again (halves of it first, where the
 * mapping bisects, which doesn't count as a try) until it is given up. Rejects when the cloud stops meanwhile.
 */
export async function deliver(delivery: Delivery, batch: readonly JsonObject[], tried = 0): Promise<void> {
  const { spec, stopping } = delivery;
  let records = batch;
  let tries = tried;
  let outcome: Outcome | undefined;
  while (records.length > 0) {
    stopping.throwIfAborted();
    const old =
      spec.maximumAge < 0 ? 0 : records.filter((r) => Date.now() - arrivalOf(r) > spec.maximumAge * 1000).length;
    if (old > 0) {
      delivery.giveUp(records.slice(0, old), "RecordAgeExceeded", tries, outcome);
      records = records.slice(old);
      continue;
    }
    outcome = await delivery.invoke(records);
    stopping.throwIfAborted(); // the function was cut off: that was no failure
    const failed = firstFailure(spec, records, outcome);
    if (failed === undefined) return;
    records = records.slice(failed);
    if (spec.bisect && records.length > 1) {
      const half = Math.ceil(records.length / 2);
      await deliver(delivery, records.slice(0, half), tries);
      records = records.slice(half);
      continue;
    }
    tries += 1;
    if (spec.retries >= 0 && tries > spec.retries)
      return delivery.giveUp(records, "RetryAttemptsExhausted", tries, outcome);
    await delay(pauseAfter(tries), undefined, { signal: stopping });
  }
}
