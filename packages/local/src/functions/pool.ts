import type { Credentials } from "../endpoint/sigv4.ts";
import type { FunctionSpec } from "../template/model.ts";
import { environmentOf } from "./environment.ts";
import type { Outcome, RunnerOptions } from "./runner.ts";
import { startWorker, type FunctionWorker } from "./worker.ts";

export interface Pool {
  invoke(payload: string, patience: number): Promise<Outcome>;
  reload(): void;
  stop(): Promise<void>;
}

/** Bytes that Lambda returns at most. */
const resultLimit = 6 * 1024 * 1024;

/** Workers of one function: reused while warm, the last used first, started when all are busy, queueing at the limit. */
export function createPool(spec: FunctionSpec, credentials: Credentials, options: RunnerOptions): Pool {
  const limit = Math.min(options.workers, spec.concurrency ?? options.workers);
  let idle: FunctionWorker[] = [];
  const all = new Set<FunctionWorker>();
  const waiting: ((worker: FunctionWorker) => void)[] = [];
  let generation = 0;
  const generations = new WeakMap<FunctionWorker, number>();

  function start(): FunctionWorker {
    const worker = startWorker({
      spec,
      file: spec.file,
      environment: environmentOf(spec, credentials, options.endpoint),
      print: (text) => options.log({ function: spec.name, text }),
      cache: options.compileCache,
    });
    all.add(worker);
    generations.set(worker, generation);
    return worker;
  }

  function discard(worker: FunctionWorker): void {
    all.delete(worker);
    void worker.stop();
  }

  function acquire(patience: number): Promise<FunctionWorker | undefined> {
    const warm = idle.pop();
    if (warm) return Promise.resolve(warm);
    if (all.size < limit) return Promise.resolve(start());
    return new Promise((resolve) => {
      const take = (worker: FunctionWorker): void => {
        clearTimeout(timer);
        resolve(worker);
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(take), 1);
        resolve(undefined);
      }, patience);
      waiting.push(take);
    });
  }

  function release(worker: FunctionWorker): void {
    const usable = !worker.dead && generations.get(worker) === generation;
    if (!usable) discard(worker);
    const next = waiting.shift();
    if (next) next(usable ? worker : start());
    else if (usable) idle.push(worker);
  }

  return {
    async invoke(payload, patience) {
      const until = Date.now() + patience;
      const worker = await acquire(patience);
      if (!worker) return { kind: "timeout" };
      const outcome = await worker.invoke(payload, Math.min(spec.timeout * 1000, until - Date.now()));
      release(worker);
      if (outcome.kind === "ok" && Buffer.byteLength(JSON.stringify(outcome.value ?? null)) > resultLimit)
        return {
          kind: "error",
          type: "Function.ResponseSizeTooLarge",
          message: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
        };
      return outcome;
    },
    reload() {
      generation += 1;
      for (const worker of idle) discard(worker);
      idle = [];
    },
    async stop() {
      await Promise.all([...all].map((worker) => worker.stop()));
      all.clear();
      idle = [];
    },
  };
}
