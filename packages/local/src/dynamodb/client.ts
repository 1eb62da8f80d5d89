import { Agent, request } from "node:http";
import { isObject, parseJson, text, type JsonObject } from "../kit/json.ts";
import type { AwsAnswer } from "../endpoint/answer.ts";

/** DynamoDB Local wants something that looks signed; with -sharedDb it doesn't matter by whom, else each has a database. */
const signedBy = (accessKey: string): string =>
  `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local`;

/** The emulator refused or failed a call that the local cloud itself made. */
export class DynamoDbError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

export interface DynamoDb {
  readonly endpoint: string;
  /** Letters and digits: who calls. */
  readonly accessKey: string;
  /** Passes a call on as it is. */
  forward(action: string, body: Buffer | string): Promise<AwsAnswer>;
  /** @throws DynamoDbError when the emulator answers with an error */
  call(action: string, input: JsonObject): Promise<JsonObject>;
  /** The same for DynamoDB Streams. */
  stream(action: string, input: JsonObject): Promise<JsonObject>;
  close(): void;
}

/** Talks to DynamoDB Local over kept-alive connections. */
export function createDynamoDb(port: number, accessKey: string): DynamoDb {
  const agent = new Agent({ keepAlive: true });
  const authorization = signedBy(accessKey);
  const send = (target: string, body: Buffer | string): Promise<AwsAnswer> =>
    new Promise((resolve, reject) => {
      const headers = {
        "content-type": "application/x-amz-json-1.0",
        "content-length": Buffer.byteLength(body),
        "x-amz-target": target,
        authorization,
      };
      const call = request({ host: "127.0.0.1", port, method: "POST", path: "/", agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => resolve({ status: response.statusCode ?? 500, body: Buffer.concat(chunks) }));
      });
      call.on("error", reject);
      call.end(body);
    });
  const ask = async (target: string, input: JsonObject): Promise<JsonObject> => {
    const { status, body } = await send(target, JSON.stringify(input));
    const output = parseJson(body.toString());
    if (!isObject(output)) throw new DynamoDbError("UnreadableAnswer", body.toString());
    if (status === 200) return output;
    throw new DynamoDbError(text(output["__type"]).replace(/^.*#/, ""), text(output["message"] ?? output["Message"]));
  };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    accessKey,
    forward: (action, body) => send(`DynamoDB_20120810.${action}`, body),
    call: (action, input) => ask(`DynamoDB_20120810.${action}`, input),
    stream: (action, input) => ask(`DynamoDBStreams_20120810.${action}`, input),
    close: () => agent.destroy(),
  };
}
