import type { Credentials } from "../endpoint/sigv4.ts";
import type { FunctionSpec } from "../template/model.ts";
import { environmentOf } from "./environment.ts";
import type { Outcome, RunnerOptions } from "./runner.ts";
import { FunctionWorker } from "./worker.ts";

/** Milliseconds after which a worker that nobody needs ends. */
const longestIdle = 60_000;

/** Milliseconds that a request waits for a busy worker before another one is started. */
const tolerableWait = 25;

/** Bytes that Lambda returns at most. */
const resultLimit = 6 * 1024 * 1024;

interface Member {
  readonly worker: FunctionWorker;
  readonly generation: number;
  /** Milliseconds since the epoch. */
  idleSince: number;
}

/** Workers of one function: reused while warm, the last used first, more of them when requests wait. */
export class FunctionPool {
  readonly #spec: FunctionSpec;
  readonly #start: () => FunctionWorker;
  readonly #limit: number;
  readonly #all = new Set<Member>();
  readonly #waiting: ((member: Member | undefined) => void)[] = [];
  readonly #reaper: NodeJS.Timeout;
  /** The longest idle are first. */
  #idle: Member[] = [];
  #generation = 0;
  #growing = false;

  /** @param clock how far off the clock of the next worker is to be, in milliseconds */
  constructor(spec: FunctionSpec, credentials: Credentials, options: RunnerOptions, clock: () => number) {
    this.#spec = spec;
    this.#limit = Math.min(options.workers, spec.concurrency ?? options.workers);
    const environment = environmentOf(spec, credentials, options.endpoint, options.s3);
    const print = (text: string): void => options.log({ function: spec.name, text });
    this.#start = () => new FunctionWorker({ spec, environment, print, cache: options.compileCache, clock: clock() });
    this.#reaper = setInterval(() => this.#reap(), longestIdle / 2).unref();
  }

  /** @param patience milliseconds that the caller waits, for a free worker too */
  async invoke(payload: string, patience: number): Promise<Outcome> {
    const until = Date.now() + patience;
    const member = await this.#acquire(patience);
    if (!member) return { kind: "timeout" };
    const outcome = await member.worker.invoke(payload, Math.min(this.#spec.timeout * 1000, until - Date.now()));
    this.#release(member);
    if (outcome.kind !== "ok" || Buffer.byteLength(JSON.stringify(outcome.value ?? null)) <= resultLimit)
      return outcome;
    return {
      kind: "error",
      type: "Function.ResponseSizeTooLarge",
      message: `the result is larger than ${resultLimit} bytes`,
    };
  }

  /** Busy workers finish what they do; the next invocation loads the bundle anew. */
  reload(): void {
    this.#generation += 1;
    for (const member of this.#idle) this.#discard(member);
    this.#idle = [];
  }

  /** Ends the worker that works at this invocation, wherever it is; there may be none. */
  kill(trace: string): void {
    for (const { worker } of this.#all) if (worker.trace === trace) void worker.stop();
  }

  async stop(): Promise<void> {
    clearInterval(this.#reaper);
    await Promise.all([...this.#all].map(({ worker }) => worker.stop()));
    this.#all.clear();
    this.#idle = [];
  }

  #add(): Member {
    const member = { worker: this.#start(), generation: this.#generation, idleSince: 0 };
    this.#all.add(member);
    return member;
  }

  #discard(member: Member): void {
    this.#all.delete(member);
    void member.worker.stop();
  }

  async #acquire(patience: number): Promise<Member | undefined> {
    const warm = this.#idle.pop();
    if (warm) return warm;
    if (this.#all.size === 0) return this.#add();
    return new Promise((resolve) => {
      const take = (member: Member | undefined): void => {
        clearTimeout(grow);
        clearTimeout(expiry);
        resolve(member);
      };
      const grow = setTimeout(() => this.#grow(), tolerableWait);
      const expiry = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        take(undefined);
      }, patience);
      this.#waiting.push(take);
    });
  }

  /**
   * One more worker, while requests wait and none is starting already. Lambda starts one for each waiting
   * request; here they would all start on the same few cores, and slow down what they were to help.
   */
  #grow(): void {
    if (this.#growing || this.#waiting.length === 0 || this.#all.size >= this.#limit) return;
    this.#growing = true;
    const member = this.#add();
    void member.worker.loaded().then(() => {
      this.#growing = false;
      this.#release(member);
      this.#grow();
    });
  }

  #release(member: Member): void {
    const usable = !member.worker.dead && member.generation === this.#generation;
    if (!usable) this.#discard(member);
    const next = this.#waiting.shift();
    if (next) return next(usable ? member : this.#add());
    if (!usable) return;
    member.idleSince = Date.now();
    this.#idle.push(member);
  }

  /** Lets go of workers that a burst has left behind; one stays warm. */
  #reap(): void {
    const over = this.#idle
      .filter((member) => Date.now() - member.idleSince > longestIdle)
      .slice(0, this.#idle.length - 1);
    for (const member of over) this.#discard(member);
    this.#idle = this.#idle.filter((member) => !over.includes(member));
  }
}
