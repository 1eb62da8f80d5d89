import { randomBytes, randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";
import { parseJson } from "../kit/json.ts";
import type { FunctionSpec } from "../template/model.ts";
import type { Invocation, Reply, Start } from "./protocol.ts";
import type { Outcome } from "./runner.ts";

export interface WorkerOptions {
  readonly spec: FunctionSpec;
  readonly environment: Record<string, string>;
  readonly print: (text: string) => void;
  /** Folder of compiled code. */
  readonly cache: string | undefined;
  /** Milliseconds that its clock is ahead of ours. */
  readonly clock: number;
}

/**
 * Milliseconds for loading a function. Lambda takes 10 s of its own before the function's time begins; a busy machine
 * may need longer, and says nothing about the product by that.
 */
const longestLoad = 90_000;

const bootstrap = new URL("./bootstrap.mjs", import.meta.url);

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

function startThread({ spec, environment, print, cache, clock }: WorkerOptions): Worker {
  const { file, handler, physicalName: name, arn, memory } = spec;
  const worker = new Worker(bootstrap, {
    workerData: { file, handler, name, arn, memory, cache, clock } satisfies Start,
    env: environment,
    argv: [],
    execArgv: ["--disable-warning=ExperimentalWarning"],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  byLine(worker.stdout, print);
  byLine(worker.stderr, print);
  return worker;
}

/** What is promised, unless it takes longer than these milliseconds. */
async function within<T>(patience: number, promised: Promise<T>): Promise<T | "timeout"> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<"timeout">((resolve) => (timer = setTimeout(() => resolve("timeout"), patience)));
  const first = await Promise.race([promised, expiry]);
  clearTimeout(timer);
  return first;
}

/** As X-Ray writes it, with the time when the trace began in it; its sampling is off. */
function newTrace(): string {
  const hex = (bytes: number): string => randomBytes(bytes).toString("hex");
  return `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${hex(12)};Parent=${hex(8)};Sampled=0`;
}

const failure = (type: string, message: string): Reply => ({ error: { type, message, trace: "" } });

/** One execution environment: a thread with the function loaded, one invocation at a time. */
export class FunctionWorker {
  readonly #thread: Worker;
  readonly #print: (text: string) => void;
  #loading: Promise<Reply> | undefined;
  #settle: ((reply: Reply) => void) | undefined;
  /** Whether it can't be used again. */
  dead = false;
  /** The trace header of what it works at, if anything. */
  trace = "";

  constructor(options: WorkerOptions) {
    this.#print = options.print;
    this.#thread = startThread(options);
    this.#thread.on("message", (reply: Reply) => this.#settle?.(reply));
    this.#thread.on("error", (error: Error) => this.#fail(error.name, error.message));
    this.#thread.on("exit", (code) =>
      this.#fail("Runtime.ExitError", `the function ended its process with code ${code}`),
    );
    this.#loading = this.#reply();
  }

  /** Resolves when the function is loaded, or couldn't be: then the worker is dead. */
  async loaded(): Promise<void> {
    const reply = await this.#loading;
    if (reply && "error" in reply) this.dead = true;
  }

  /** @param patience milliseconds from when the function is loaded; then the thread is killed and the outcome is a timeout */
  async invoke(payload: string, patience: number): Promise<Outcome> {
    if ((await within(longestLoad, this.loaded())) === "timeout") return this.#timedOut(longestLoad);
    this.trace = newTrace();
    const invocation = { requestId: randomUUID(), trace: this.trace, payload, deadline: Date.now() + patience };
    const reply = await within(patience, this.#answer(invocation));
    this.trace = "";
    return reply === "timeout" ? this.#timedOut(patience) : this.#outcome(reply);
  }

  async stop(): Promise<void> {
    this.dead = true;
    await this.#thread.terminate();
  }

  #reply(): Promise<Reply> {
    return new Promise((resolve) => (this.#settle = resolve));
  }

  #fail(type: string, message: string): void {
    this.dead = true;
    this.#settle?.(failure(type, message));
  }

  async #answer(invocation: Invocation): Promise<Reply> {
    const loaded = await this.#loading;
    this.#loading = undefined;
    if (loaded && "error" in loaded) {
      this.dead = true;
      return loaded;
    }
    if (this.dead) return failure("Runtime.ExitError", "the function's process had ended");
    const next = this.#reply();
    this.#thread.postMessage(invocation);
    return next;
  }

  #timedOut(patience: number): Outcome {
    void this.stop();
    this.#print(`Task timed out after ${(patience / 1000).toFixed(2)} seconds`);
    return { kind: "timeout" };
  }

  #outcome(reply: Reply): Outcome {
    if ("result" in reply) return { kind: "ok", value: parseJson(reply.result), cpu: reply.cpu };
    const { type, message, trace } =
      "error" in reply ? reply.error : { type: "Runtime.Unknown", message: "no result", trace: "" };
    this.#print(JSON.stringify({ level: "ERROR", errorType: type, errorMessage: message, stack: trace }));
    return { kind: "error", type, message };
  }
}
