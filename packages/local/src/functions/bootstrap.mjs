import { enableCompileCache } from "node:module";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

/**
 * Runs inside a worker: loads one function and calls it for each message, as Lambda's runtime does. JavaScript,
 * because loading Node's type stripper would make each cold start 35 ms longer. The messages: protocol.ts.
 */
const start = workerData;
const realNow = Date.now;
if (start.cache !== undefined) enableCompileCache(start.cache);

/** The time as this function has it. */
if (start.clock !== 0) {
  globalThis.Date = class extends Date {
    constructor(...given) {
      super(...(given.length === 0 ? [realNow() + start.clock] : given));
    }
    static now = () => realNow() + start.clock;
  };
}

const failure = (error) => {
  const known = error instanceof Error ? error : new Error(String(error));
  return { error: { type: known.name, message: known.message, trace: known.stack ?? "" } };
};

async function run(handler, { requestId, trace, payload, deadline }) {
  process.env._X_AMZN_TRACE_ID = trace;
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: start.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: start.arn,
    logGroupName: `/aws/lambda/${start.name}`,
    logStreamName: "local",
    memoryLimitInMB: String(start.memory),
    getRemainingTimeInMillis: () => Math.max(0, deadline - realNow()),
  };
  const before = process.threadCpuUsage();
  try {
    const result = JSON.stringify((await handler(JSON.parse(payload), context)) ?? null);
    const { user, system } = process.threadCpuUsage(before);
    return { result, cpu: (user + system) / 1000 };
  } catch (error) {
    return failure(error);
  }
}

const send = (reply) => parentPort.postMessage(reply);

try {
  const handler = (await import(pathToFileURL(start.file).href))[start.handler];
  if (typeof handler !== "function") throw new Error(`${start.file} exports no function ${start.handler}`);
  parentPort.on("message", (invocation) => run(handler, invocation).then(send));
  send({ ready: true });
} catch (error) {
  send(failure(error));
}
