import { enableCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { pathToFileURL } from "node:url";

/**
 * Runs inside a worker: loads one function and calls it for each message, as Lambda's runtime does. What comes
 * and goes is JSON text, so that nothing but JSON can pass.
 */
interface Start {
  readonly file: string;
  readonly handler: string;
  readonly name: string;
  readonly arn: string;
  readonly memory: number;
  readonly cache: string | undefined;
}

export interface Invocation {
  readonly requestId: string;
  readonly payload: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

export type Reply = { ready: true } | { result: string } | { error: { type: string; message: string; trace: string } };

type Handler = (event: unknown, context: object) => unknown;

const start = workerData as Start; // given by pool.ts alone
if (start.cache !== undefined) enableCompileCache(start.cache);

const failure = (error: unknown): Reply => {
  const known = error instanceof Error ? error : new Error(String(error));
  return { error: { type: known.name, message: known.message, trace: known.stack ?? "" } };
};

async function run(handler: Handler, { requestId, payload, deadline }: Invocation): Promise<Reply> {
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: start.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: start.arn,
    logGroupName: `/aws/lambda/${start.name}`,
    logStreamName: "local",
    memoryLimitInMB: String(start.memory),
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    return { result: JSON.stringify((await handler(JSON.parse(payload), context)) ?? null) };
  } catch (error) {
    return failure(error);
  }
}

const send = (reply: Reply): void => parentPort?.postMessage(reply);

try {
  const loaded = (await import(pathToFileURL(start.file).href)) as Record<string, unknown>; // a module is a record of its exports
  const handler = loaded[start.handler];
  if (typeof handler !== "function") throw new Error(`${start.file} exports no function ${start.handler}`);
  parentPort?.on("message", (invocation: Invocation) => void run(handler as Handler, invocation).then(send)); // checked above
  send({ ready: true });
} catch (error) {
  send(failure(error));
}
