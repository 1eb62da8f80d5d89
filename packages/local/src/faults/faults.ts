/** What goes wrong with a call. */
export type FaultEffect =
  /** DynamoDB's ProvisionedThroughputExceededException, Cognito's TooManyRequestsException, S3's SlowDown; nothing happens. */
  | "throttle"
  /** DynamoDB cancels the transaction with TransactionConflict; a single write gets TransactionConflictException. Never meets plain reads. */
  | "conflict"
  /** The connection breaks before the service saw the call. */
  | "timeout-before"
  /** The service did it, and the connection breaks before the answer. */
  | "timeout-after"
  /** DynamoDB's InternalServerError, Cognito's InternalErrorException, S3's InternalError; nothing happens. */
  | "internal"
  /** Nothing goes wrong with the call itself, but `run` comes before it: what somebody else does just then. */
  | "meanwhile"
  /** The function's process ends when it makes the call, which the service never sees. Not for calls to S3. */
  | "death-before"
  /** The service did it, and the function's process ends before the answer. Not for calls to S3. */
  | "death-after"
  /** Lambda's "Start" only: the clock of this worker is `off`. */
  | "clock";

/**
 * "lambda" stands for what happens to functions themselves. "Invoke" is one invocation, whoever makes it (the API, a stream,
 * a rule): "death-before" ends it before the function has done anything, "death-after" when it has done all, and nobody
 * hears of it. "Start" is a worker that starts.
 */
export const serviceNames = ["dynamodb", "cognito-idp", "ses", "s3", "lambda"] as const;
export type ServiceName = (typeof serviceNames)[number];

export interface Fault {
  readonly effect: FaultEffect;
  readonly service?: ServiceName;
  /**
   * Operation names, such as "TransactWriteItems"; all when absent. S3's "ObjectCreated" is the notification:
   * "timeout-before" loses it, "timeout-after" brings it twice, "meanwhile" late.
   */
  readonly actions?: readonly string[];
  /** The calling function's name; all when absent. */
  readonly function?: string;
  /** Only the nth matching call, counted from 1 since the fault was added. */
  readonly nth?: number;
  /** Chance for each matching call, 0–1; 1 when absent. Drawn from the seed, so that a run can be repeated. */
  readonly probability?: number;
  /** Stops after this many injections; no end when absent. */
  readonly times?: number;
  /** Milliseconds before a broken connection breaks; 0 when absent. */
  readonly hold?: number;
  /** For "meanwhile": the call waits until this is done. */
  readonly run?: () => Promise<void>;
  /** For "clock": milliseconds. */
  readonly off?: number;
}

export interface Call {
  readonly service: ServiceName;
  readonly action: string;
  readonly function: string;
}

/** A call that a fault has met. */
export interface Injected extends Call {
  readonly effect: FaultEffect;
  readonly off?: number;
}

/** Programmable faults: calls of functions to AWS pass here, and invocations and starts of functions. */
export interface Faults {
  /** Adds a fault; the returned function takes it away again. */
  add(fault: Fault): () => void;
  /** Removes all faults and the lag of indexes, and forgets what was injected. */
  clear(): Promise<void>;
  /** Restarts the random numbers. */
  seed(seed: number): void;
  /** Serves index queries from a state up to `ms` old (0: off). Resolves when the older state stands ready. */
  indexLag(ms: number): Promise<void>;
  /** What was injected since the last `clear`, in order. */
  injected(): readonly Injected[];
  /** For whoever serves calls: the fault that meets this call, if any. */
  meet(call: Call): Fault | undefined;
}

/** A small seeded generator (mulberry32), 0 ≤ n < 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Only these can meet another writer's transaction. */
const conflicting = ["TransactWriteItems", "TransactGetItems", "PutItem", "UpdateItem", "DeleteItem"];

/** Whether there is such a thing at all. */
function isPossible(effect: FaultEffect, { service, action }: Call): boolean {
  const isDeath = effect.startsWith("death-");
  if (service === "lambda") return action === "Start" ? effect === "clock" : isDeath;
  if (effect === "conflict") return conflicting.includes(action);
  return effect !== "clock" && !(isDeath && service === "s3");
}

const applies = (fault: Fault, call: Call): boolean =>
  isPossible(fault.effect, call) &&
  (fault.service === undefined || fault.service === call.service) &&
  (fault.actions === undefined || fault.actions.includes(call.action)) &&
  (fault.function === undefined || fault.function === call.function);

/** @param setIndexLag what switches the lag of indexes, in milliseconds */
export function createFaults(setIndexLag: (ms: number) => Promise<void>): Faults {
  let random = randomNumbers(1);
  let active: { fault: Fault; calls: number; injected: number }[] = [];
  let log: Injected[] = [];
  const strikes = (entry: (typeof active)[number], call: Call): boolean => {
    const { fault } = entry;
    if (!applies(fault, call)) return false;
    entry.calls += 1;
    if (fault.nth !== undefined && entry.calls !== fault.nth) return false;
    if (fault.times !== undefined && entry.injected >= fault.times) return false;
    return fault.probability === undefined || random() < fault.probability;
  };
  return {
    add(fault) {
      const entry = { fault, calls: 0, injected: 0 };
      active.push(entry);
      return () => void (active = active.filter((other) => other !== entry));
    },
    async clear() {
      active = [];
      log = [];
      await setIndexLag(0);
    },
    seed: (seed) => void (random = randomNumbers(seed)),
    indexLag: setIndexLag,
    injected: () => log,
    meet(call) {
      const entry = active.find((one) => strikes(one, call));
      if (!entry) return undefined;
      entry.injected += 1;
      const { effect, off } = entry.fault;
      log.push({ ...call, effect, ...(off !== undefined && { off }) });
      return entry.fault;
    },
  };
}
