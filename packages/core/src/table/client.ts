import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { begin } from "./meter.ts";

/** The deployed table's name; the function's environment is the only place that knows it. */
export const tableName = process.env.TABLE_NAME ?? "tessera";

/**
 * One client for a function's life. A call is tried three times within about ten seconds: a request of
 * 15 s must be able to answer 503 itself when the table doesn't.
 */
const sockets = 96;
const raw = new DynamoDBClient({
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 3000,
    throwOnRequestTimeout: true,
    httpAgent: { maxSockets: sockets }, // the local cloud has no TLS
    httpsAgent: { maxSockets: sockets },
  },
});

/**
 * So many calls are under way at once. A list over a hundred projects makes hundreds; were they all sent, the last would
 * time out while they wait for a socket.
 */
const mostAtOnce = sockets;
let underWay = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(call: () => Promise<T>): Promise<T> {
  if (underWay >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else underWay += 1;
  try {
    return await call();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else underWay -= 1;
  }
}

raw.middlewareStack.add(
  (next) => async (args) => {
    const input = { ...args.input, ReturnConsumedCapacity: "TOTAL" };
    return inTurn(async () => {
      const answered = begin();
      const result = await next({ ...args, input });
      answered(result.output as Parameters<typeof answered>[0]); // every answer to ReturnConsumedCapacity carries it
      return result;
    });
  },
  { step: "initialize", name: "meter" },
);

export const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
