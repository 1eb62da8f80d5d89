import type { Faults } from "../faults/faults.ts";
import type { Json } from "../kit/json.ts";
import type { FunctionSpec } from "../template/model.ts";
import type { Credentials } from "../endpoint/sigv4.ts";
import type { LogLine } from "./log.ts";
import { FunctionPool } from "./pool.ts";

/** What became of an invocation. */
export type Outcome =
  /** `cpu`: milliseconds that the function's own thread was busy. */
  | { readonly kind: "ok"; readonly value: Json; readonly cpu: number }
  | { readonly kind: "error"; readonly type: string; readonly message: string }
  | { readonly kind: "timeout" };

export interface Usage {
  readonly invocations: number;
  readonly cpu: number;
}

export interface Runner {
  /**
   * Runs a function once.
   * @param payload the event as JSON
   * @param patience milliseconds that the caller waits, waiting for a free worker included
   */
  invoke(functionArn: string, payload: string, patience: number): Promise<Outcome>;
  /** Of each function by its name: invocations that succeeded, and the milliseconds of CPU that they took. */
  usage(): ReadonlyMap<string, Usage>;
  /** Ends the process that works at the invocation with this X-Ray trace header, as a host that fails does. */
  kill(trace: string): void;
  /** Lets running invocations finish and starts the next ones from fresh bundles. */
  reload(name?: string): void;
  stop(): Promise<void>;
}

export interface RunnerOptions {
  readonly functions: readonly FunctionSpec[];
  /** By the function's ARN. */
  readonly credentials: ReadonlyMap<string, Credentials>;
  /** Where the AWS SDK finds its services. */
  readonly endpoint: string;
  /** S3 has an address of its own: browsers use it, too. */
  readonly s3: string;
  readonly log: (line: LogLine) => void;
  /** Most workers of one function; further requests wait. */
  readonly workers: number;
  /** Folder of compiled code, for faster loading. */
  readonly compileCache: string | undefined;
  readonly faults: Pick<Faults, "meet">;
}

const died: Outcome = { kind: "error", type: "Runtime.ExitError", message: "the function's process has ended" };

/** Runs a function, unless a fault ends its process before it has begun, or before anybody hears what it has done. */
async function underFaults(faults: RunnerOptions["faults"], name: string, run: () => Promise<Outcome>) {
  const fault = faults.meet({ service: "lambda", action: "Invoke", function: name });
  if (fault?.effect === "death-before") return died;
  const outcome = await run();
  return fault ? died : outcome;
}

/** All functions of the assembly, each with its own pool of workers. */
export function createRunner(options: RunnerOptions): Runner {
  const pools = new Map<string, { name: string; pool: FunctionPool }>();
  const poolOf = (spec: FunctionSpec, credentials: Credentials): FunctionPool =>
    new FunctionPool(
      spec,
      credentials,
      options,
      () => options.faults.meet({ service: "lambda", action: "Start", function: spec.name })?.off ?? 0,
    );
  for (const spec of options.functions) {
    const credentials = options.credentials.get(spec.arn);
    if (credentials) pools.set(spec.arn, { name: spec.name, pool: poolOf(spec, credentials) });
  }
  const usage = new Map<string, Usage>();
  const note = (name: string, outcome: Outcome): Outcome => {
    const { invocations, cpu } = usage.get(name) ?? { invocations: 0, cpu: 0 };
    if (outcome.kind === "ok") usage.set(name, { invocations: invocations + 1, cpu: cpu + outcome.cpu });
    return outcome;
  };
  return {
    async invoke(arn, payload, patience) {
      const found = pools.get(arn);
      if (!found) return { kind: "error", type: "ResourceNotFoundException", message: `no function ${arn}` };
      const run = () => found.pool.invoke(payload, patience);
      return note(found.name, await underFaults(options.faults, found.name, run));
    },
    kill(trace) {
      for (const { pool } of pools.values()) pool.kill(trace);
    },
    usage: () => usage,
    reload(name) {
      for (const { name: own, pool } of pools.values()) if (name === undefined || name === own) pool.reload();
    },
    stop: async () => {
      await Promise.all([...pools.values()].map(({ pool }) => pool.stop()));
    },
  };
}
