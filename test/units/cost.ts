import { setTimeout as delay } from "node:timers/promises";
import type { Cloud } from "@tessera/local/cloud";
import { at, list, number, object, parseJson, text, type JsonObject } from "@tessera/local/kit/json";

export type Call = Parameters<Parameters<Cloud["listen"]>[0]>[0];

/** What something costs at the table, as the local cloud's endpoint saw it. */
export interface Cost {
  readonly calls: number;
  /** Sequential round trips: no call began before the one of the trip before had ended. */
  readonly trips: number;
  /** Capacity units. */
  readonly reads: number;
  readonly writes: number;
  /** "table" or an index's name, of what was read. */
  readonly indexes: readonly string[];
}

const writing = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;

const unitsOf = ({ answer }: Call): number =>
  list(at(parseJson(answer.body.toString()), "ConsumedCapacity")).reduce<number>(
    (sum, one) => sum + number(at(one, "CapacityUnits"), 0),
    0,
  );

/** The longest chain of calls of which each began when the one before had ended. */
function tripsOf(calls: readonly Call[]): number {
  const depths: { end: number; depth: number }[] = [];
  for (const { begin, end } of calls.toSorted((a, b) => a.begin - b.begin)) {
    const before = depths.filter((one) => one.end <= begin).map((one) => one.depth);
    depths.push({ end, depth: 1 + Math.max(0, ...before) });
  }
  return Math.max(0, ...depths.map((one) => one.depth));
}

const indexOf = ({ body }: { body: JsonObject }): string => text(object(body)["IndexName"], "table");

const sum = (calls: readonly Call[]): number => calls.reduce((total, call) => total + unitsOf(call), 0);

/** The functions that work on the stream: what they do is nobody's request. */
export const reactions: ReadonlySet<string> = new Set(["Search", "Cleanup", "Sweep", "Arrivals"]);

/**
 * Milliseconds that each call is held up, so that those of one round trip overlap, however busy the machine is: else one
 * that ends early would look as if the next had waited for it.
 */
const held = 60;

/** What the functions of the API do at the table while `act` goes on. */
export async function costOf(cloud: Cloud, act: () => Promise<unknown>): Promise<Cost> {
  const calls = await heard(cloud, act);
  return costIn(calls.filter((call) => !reactions.has(call.function)));
}

/** What reactions do at the table after it, until the streams are idle. */
export async function costAfter(cloud: Cloud, act: () => Promise<unknown>): Promise<Cost> {
  await cloud.stream.idle(120_000);
  const calls = await heard(cloud, async () => {
    await act();
    await cloud.stream.idle(120_000);
  });
  return costIn(calls.filter((call) => reactions.has(call.function)));
}

/** The calls that DynamoDB answers while `act` goes on, each of them held up. */
export async function heard(cloud: Cloud, act: () => Promise<unknown>): Promise<Call[]> {
  const calls: Call[] = [];
  const stop = cloud.listen((call) => calls.push(call));
  cloud.faults.add({ effect: "meanwhile", service: "dynamodb", times: Infinity, run: () => delay(held) });
  await act();
  await cloud.faults.clear();
  stop();
  return calls.filter(({ service }) => service === "dynamodb");
}

export function costIn(calls: readonly Call[]): Cost {
  const [written, read] = [calls.filter((c) => writing.test(c.action)), calls.filter((c) => !writing.test(c.action))];
  return {
    calls: calls.length,
    trips: tripsOf(calls),
    reads: sum(read),
    writes: sum(written),
    indexes: [...new Set(read.map(indexOf))].sort(),
  };
}
