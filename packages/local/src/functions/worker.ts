import { randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";
import { parseJson } from "../kit/json.ts";
import type { FunctionSpec } from "../template/model.ts";
import type { Invocation, Reply } from "./bootstrap.ts";
import type { Outcome } from "./runner.ts";

/** One execution environment: a thread with the function loaded, one invocation at a time. */
export interface FunctionWorker {
  /** @param patience milliseconds; then the thread is killed and the outcome is a timeout */
  invoke(payload: string, patience: number): Promise<Outcome>;
  /** Whether it can't be used again. */
  readonly dead: boolean;
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly spec: FunctionSpec;
  readonly file: string;
  readonly environment: Record<string, string>;
  readonly print: (text: string) => void;
  readonly cache: string | undefined;
}

const bootstrap = new URL("./bootstrap.ts", import.meta.url);

/** Passes complete lines on. */
function byLine(stream: NodeJS.ReadableStream, print: (text: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") print(line);
  });
}

function startThread({ spec, file, environment, print, cache }: WorkerOptions): Worker {
  const workerData = {
    file,
    handler: spec.handler,
    name: spec.physicalName,
    arn: spec.arn,
    memory: spec.memory,
    cache,
  };
  const worker = new Worker(bootstrap, {
    workerData,
    env: environment,
    argv: [],
    execArgv: ["--disable-warning=ExperimentalWarning"],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: spec.memory },
  });
  byLine(worker.stdout, print);
  byLine(worker.stderr, print);
  return worker;
}

export function startWorker(options: WorkerOptions): FunctionWorker {
  const thread = startThread(options);
  let dead = false;
  let settle: ((reply: Reply) => void) | undefined;
  const reply = (): Promise<Reply> => new Promise((resolve) => (settle = resolve));
  const fail = (type: string, message: string): void => {
    dead = true;
    settle?.({ error: { type, message, trace: "" } });
  };
  thread.on("message", (message: Reply) => settle?.(message));
  thread.on("error", (error: Error) => fail(error.name, error.message));
  thread.on("exit", (code) => fail("Runtime.ExitError", `the function ended its process with code ${code}`));
  let loading: Promise<Reply> | undefined = reply();

  async function answer(invocation: Invocation): Promise<Reply> {
    const loaded = await loading;
    loading = undefined;
    if (loaded && "error" in loaded) {
      dead = true;
      return loaded;
    }
    if (dead) return { error: { type: "Runtime.ExitError", message: "the function's process had ended", trace: "" } };
    const next = reply();
    thread.postMessage(invocation);
    return next;
  }

  return {
    get dead() {
      return dead;
    },
    async invoke(payload, patience) {
      let timer: NodeJS.Timeout | undefined;
      const expiry = new Promise<"timeout">((resolve) => (timer = setTimeout(() => resolve("timeout"), patience)));
      const outcome = await Promise.race([
        answer({ requestId: randomUUID(), payload, deadline: Date.now() + patience }),
        expiry,
      ]);
      clearTimeout(timer);
      if (outcome === "timeout") {
        dead = true;
        void thread.terminate();
        options.print(`Task timed out after ${(patience / 1000).toFixed(2)} seconds`);
        return { kind: "timeout" };
      }
      if ("result" in outcome) return { kind: "ok", value: parseJson(outcome.result) };
      const { type, message, trace } =
        "error" in outcome ? outcome.error : { type: "Runtime.Unknown", message: "no result", trace: "" };
      options.print(JSON.stringify({ level: "ERROR", errorType: type, errorMessage: message, stack: trace }));
      return { kind: "error", type, message };
    },
    stop: async () => {
      dead = true;
      await thread.terminate();
    },
  };
}
