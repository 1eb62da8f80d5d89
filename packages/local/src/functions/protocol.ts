/** What a worker is started with. */
export interface Start {
  readonly file: string;
  readonly handler: string;
  readonly name: string;
  readonly arn: string;
  /** MiB. */
  readonly memory: number;
  /** Folder of compiled code. */
  readonly cache: string | undefined;
  /** Milliseconds that its clock is ahead of ours. */
  readonly clock: number;
}

/** One event for the function, as JSON text: nothing but JSON can pass between the threads. */
export interface Invocation {
  readonly requestId: string;
  /** The X-Ray trace header, which the SDK sends along with each call. */
  readonly trace: string;
  readonly payload: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

/** `cpu`: milliseconds that the function's own thread was busy. */
export type Reply =
  { ready: true } | { result: string; cpu: number } | { error: { type: string; message: string; trace: string } };
