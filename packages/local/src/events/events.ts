import type { DynamoDb } from "../dynamodb/client.ts";
import type { Caller } from "../endpoint/endpoint.ts";
import type { Runner } from "../functions/runner.ts";
import type { Ledger } from "../iam/ledger.ts";
import type { DurableMap } from "../kit/durable-map.ts";
import { StartError } from "../kit/start-error.ts";
import type { MappingSpec, Model } from "../template/model.ts";
import { StreamMapping } from "./mapping.ts";
import type { Queues } from "./queues.ts";
import { startSchedules } from "./schedules.ts";

export interface Events {
  /**
   * Resolves when every stream has been read to its end and nothing is under way, what followed from it included.
   * @param within milliseconds
   * @throws Error when that takes longer
   */
  idle(within?: number): Promise<void>;
  /** What is under way is done again after the next start. */
  stop(): void;
}

export interface EventsOptions {
  readonly model: Model;
  readonly db: DynamoDb;
  readonly store: DurableMap;
  readonly queues: Queues;
  readonly runner: Runner;
}

/** Milliseconds that a mapping waits for an invocation, for a free worker too. */
const patience = 120_000;

/** What Lambda does in the function's name for a mapping. */
function accessesOf(spec: MappingSpec, model: Model): { action: string; resource: string }[] {
  const onStream = ["DescribeStream", "GetRecords", "GetShardIterator"].map((action) => ({
    action: `dynamodb:${action}`,
    resource: spec.streamArn,
  }));
  const queue = model.queues.find(({ name }) => name === spec.onFailure);
  return [
    ...onStream,
    { action: "dynamodb:ListStreams", resource: "*" },
    ...(queue ? [{ action: "sqs:SendMessage", resource: queue.arn }] : []),
  ];
}

/**
 * AWS refuses a mapping whose function may not read the stream; so does this, and notes those grants as used.
 * @throws StartError
 */
export function checkMappings(model: Model, callers: ReadonlyMap<string, Caller>, ledger: Ledger): void {
  for (const spec of model.mappings) {
    const caller = callers.get(spec.functionArn);
    for (const access of accessesOf(spec, model)) {
      if (!caller?.policy({ ...access, context: {} }).allowed)
        throw new StartError(
          `${spec.address}: the role of its function doesn't allow ${access.action} on ${access.resource}`,
        );
      ledger.use(caller.address, { ...access, context: {} });
    }
  }
}

/** @throws Error when the time is over first */
async function withDeadline(work: Promise<void>, within: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the streams were not read to their end within ${within} ms`)), within);
  });
  await Promise.race([work, over]).finally(() => clearTimeout(timer));
}

/** Starts what reacts to streams and to the clock. */
export function startEvents({ model, db, store, queues, runner }: EventsOptions): Events {
  const invoke = (functionArn: string, payload: string) => runner.invoke(functionArn, payload, patience);
  const mappings = model.mappings.map((spec) => {
    const table = model.tables.find(({ name }) => name === spec.tableName);
    if (!table) throw new StartError(`${spec.address}: no table ${spec.tableName}`);
    return new StreamMapping(spec, { db, table, store, queues, invoke });
  });
  const schedules = startSchedules(model.schedules, store, invoke);
  for (const mapping of mappings) mapping.start();
  const deliveries = (): number => mappings.reduce((sum, mapping) => sum + mapping.deliveries, 0);
  const drain = async (): Promise<void> => {
    for (let before = -1; before !== deliveries();) {
      before = deliveries();
      await Promise.all(mappings.map((mapping) => mapping.drained()));
    }
  };
  return {
    idle: (within = 60_000) => withDeadline(drain(), within),
    stop() {
      schedules.stop();
      for (const mapping of mappings) mapping.stop();
    },
  };
}
