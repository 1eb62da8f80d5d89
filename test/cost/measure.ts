import type { Cloud } from "@tessera/local/cloud";
import { keptBytes } from "@tessera/local/dynamodb/capacity";
import { list, object, type JsonObject } from "@tessera/local/kit/json";
import { costIn, heard, reactions } from "../units/cost.ts";
import type { World } from "../units/fixture.ts";
import { profile, type Operation } from "./profile.ts";
import { wireOf, type Wire } from "./wire.ts";

/** Of functions: how often they ran, milliseconds of their threads' CPU, and round trips to the table, one after another. */
export interface Work {
  readonly runs: number;
  readonly cpu: number;
  readonly trips: number;
}

/** What doing it once takes, until nothing follows any more. */
export interface Measured {
  readonly name: string;
  readonly requests: number;
  /** To the browser, through the distribution. */
  readonly bytes: number;
  readonly reads: number;
  readonly writes: number;
  /** The table's and its indexes' growth, in bytes. */
  readonly kept: number;
  /** Of requests; of what follows on the stream or on a file. */
  readonly asked: Work;
  readonly after: Work;
}

const patience = 120_000;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/** Everything in the table, as it is billed for being kept. */
async function keptIn({ model, dynamodb }: Cloud): Promise<number> {
  const table = model.tables.find((one) => one.name === dynamodb.tableName);
  if (!table) throw new Error(`no table ${dynamodb.tableName}`);
  let [total, from]: [number, JsonObject | undefined] = [0, undefined];
  do {
    const page: JsonObject = await dynamodb.call("Scan", {
      TableName: dynamodb.tableName,
      ...(from && { ExclusiveStartKey: from }),
    });
    total += sum(list(page["Items"]).map((item) => keptBytes(table, object(item))));
    from = page["LastEvaluatedKey"] ? object(page["LastEvaluatedKey"]) : undefined;
  } while (from);
  return total;
}

function workSince(cloud: Cloud, before: ReturnType<Cloud["usage"]>, follows: boolean): Omit<Work, "trips"> {
  const used = [...cloud.usage()].filter(([name]) => reactions.has(name) === follows);
  return {
    runs: sum(used.map(([name, { invocations }]) => invocations - (before.get(name)?.invocations ?? 0))),
    cpu: sum(used.map(([name, { cpu }]) => cpu - (before.get(name)?.cpu ?? 0))),
  };
}

async function once(world: World, { name, on }: Operation): Promise<Measured> {
  const { cloud } = world;
  const act = await on(world);
  await cloud.stream.idle(patience);
  const [kept, before] = [await keptIn(cloud), new Map(cloud.usage())];
  let wire: Wire = { requests: 0, bytes: 0 };
  const calls = await heard(cloud, async () => {
    wire = await wireOf(cloud.url, act);
    await cloud.stream.idle(patience);
  });
  const [asked, after] = [false, true].map((follows) => ({
    ...workSince(cloud, before, follows),
    ...costIn(calls.filter((call) => reactions.has(call.function) === follows)),
  }));
  if (!asked || !after) throw new Error("there are two kinds of work");
  return {
    ...{ name, ...wire, kept: (await keptIn(cloud)) - kept },
    ...{ reads: asked.reads + after.reads, writes: asked.writes + after.writes },
    asked: { runs: asked.runs, cpu: asked.cpu, trips: asked.trips },
    after: { runs: after.runs, cpu: after.cpu, trips: after.trips },
  };
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

/** The median of some times, as wholes and tenths: an id's length or a batch makes single ones differ. */
function middle(name: string, times: readonly Measured[]): Measured {
  const of = (figure: (one: Measured) => number): number => Math.round(median(times.map(figure)) * 10) / 10;
  const work = (kind: "asked" | "after"): Work => ({
    runs: of((one) => one[kind].runs),
    cpu: of((one) => one[kind].cpu),
    trips: of((one) => one[kind].trips),
  });
  return {
    ...{ name, requests: of((one) => one.requests), bytes: of((one) => one.bytes) },
    ...{ reads: of((one) => one.reads), writes: of((one) => one.writes), kept: of((one) => one.kept) },
    ...{ asked: work("asked"), after: work("after") },
  };
}

/** Does everything of the profile so often, after `warmUp` times that don't count. */
export async function measureProfile(
  world: World,
  { times, warmUp }: { readonly times: number; readonly warmUp: number },
  tell: (line: string) => void = () => undefined,
): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const operation of profile) {
    tell(operation.name);
    const all: Measured[] = [];
    for (let n = 0; n < warmUp + times; n++) all.push(await once(world, operation));
    measured.push(middle(operation.name, all.slice(warmUp)));
  }
  return measured;
}
