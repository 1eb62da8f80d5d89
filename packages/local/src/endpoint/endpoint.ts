import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Faults, ServiceName } from "../faults/faults.ts";
import { faultAnswer } from "../faults/answers.ts";
import { isObject, parseJson, type JsonObject } from "../kit/json.ts";
import { listen, type Listening } from "../kit/listen.ts";
import { readBody } from "../kit/body.ts";
import type { Access, Policy } from "../iam/policy.ts";
import { awsError, type AwsAnswer } from "./answer.ts";
import { SignatureError, verifySignature, type Credentials } from "./sigv4.ts";

/** S3 has an address of its own, and no function calls Lambda. */
type Behind = Exclude<ServiceName, "s3" | "lambda">;

/** A function as the endpoint knows it: its own credentials, and what its role allows. */
export interface Caller extends Credentials {
  readonly name: string;
  readonly address: string;
  readonly roleArn: string;
  readonly policy: Policy;
}

/** One service behind the endpoint. */
export interface Service {
  /** What the call asks of IAM; `undefined` when the operation isn't supported here. */
  accesses(action: string, body: JsonObject, base: Access["context"]): Access[] | undefined;
  /** Whether AWS takes this operation unsigned. */
  readonly unsigned: readonly string[];
  call(action: string, body: JsonObject, raw: Buffer): Promise<AwsAnswer>;
}

/** One call of a function that a service has answered. */
export interface Call {
  readonly function: string;
  readonly service: ServiceName;
  readonly action: string;
  readonly body: JsonObject;
  readonly answer: AwsAnswer;
  /** Milliseconds of `performance.now()`: when it had arrived, and when its answer was ready. */
  readonly begin: number;
  readonly end: number;
}

export interface EndpointOptions {
  readonly callers: readonly Caller[];
  readonly services: Readonly<Record<Behind, Service>>;
  readonly faults: Faults;
  /** Ends the process that works at an invocation, by its X-Ray trace header. */
  readonly kill: (trace: string) => void;
  /** Told of every access that was allowed. */
  readonly used: (functionAddress: string, access: Access) => void;
  /** Told of every call that a service has answered. */
  readonly answered: (call: Call) => void;
}

const targets: Record<string, Behind> = {
  DynamoDB_20120810: "dynamodb",
  AWSCognitoIdentityProviderService: "cognito-idp",
};

/** SES names its operations by method and path. */
const paths: Record<string, [Behind, string]> = { "POST /v2/email/outbound-emails": ["ses", "SendEmail"] };

/** Which service and operation a request is for. */
function wanted(request: IncomingMessage): [Behind | undefined, string] {
  const [prefix = "", action = ""] = String(request.headers["x-amz-target"] ?? "").split(".");
  return paths[`${request.method} ${request.url?.split("?")[0]}`] ?? [targets[prefix], action];
}

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(",") : value;

/** The signer of a request, or `undefined` for one that the service takes unsigned. */
function identify(
  options: EndpointOptions,
  request: IncomingMessage,
  raw: Buffer,
  name: Behind,
  action: string,
): Caller | undefined {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, one(value)]));
  if (headers["authorization"] === undefined && options.services[name].unsigned.includes(action)) return undefined;
  const signed = { method: request.method ?? "POST", url: request.url ?? "/", headers, body: raw };
  const { caller, service } = verifySignature(signed, (id) => options.callers.find((one) => one.accessKeyId === id));
  if (service !== name)
    throw new SignatureError("InvalidSignatureException", `Credential should be scoped to correct service: '${name}'.`);
  return caller;
}

function denied(caller: Caller, access: Access, reason: string): AwsAnswer {
  const who = `${caller.roleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${caller.name}`;
  const why =
    reason === "explicit deny"
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${access.action} action`;
  return awsError(
    400,
    "AccessDeniedException",
    `User: ${who} is not authorized to perform: ${access.action} on resource: ${access.resource} ${why}`,
  );
}

/** The first access that the caller's role doesn't allow, as an answer; notes the allowed ones. */
function authorise(options: EndpointOptions, caller: Caller, accesses: readonly Access[]): AwsAnswer | undefined {
  for (const access of accesses) {
    const decision = caller.policy(access);
    if (!decision.allowed) return denied(caller, access, decision.reason);
  }
  for (const access of accesses) options.used(caller.address, access);
  return undefined;
}

/** @returns the answer, or `undefined` when the connection is to break instead */
async function handle(options: EndpointOptions, request: IncomingMessage, raw: Buffer): Promise<AwsAnswer | undefined> {
  const begin = performance.now();
  const [name, action] = wanted(request);
  const body = parseJson(raw.toString() || "{}");
  if (!name || !isObject(body))
    return awsError(
      400,
      "UnknownOperationException",
      `no local service for ${request.method} ${request.url} ${String(request.headers["x-amz-target"] ?? "")}`,
    );
  const service = options.services[name];
  const caller = identify(options, request, raw, name, action);
  const base = {
    "aws:SecureTransport": ["true"],
    "aws:RequestedRegion": ["eu-central-1"],
    "aws:PrincipalArn": [caller?.roleArn ?? ""],
  };
  const accesses = service.accesses(action, body, base);
  if (!accesses) return awsError(400, "UnknownOperationException", `${name}:${action} is not part of the local cloud`);
  const refusal = caller && authorise(options, caller, accesses);
  if (refusal) return refusal;
  const call = { service: name, action, function: caller?.name ?? "" };
  const fault = options.faults.meet(call);
  if (fault?.effect === "meanwhile") await fault.run?.();
  if (!fault || fault.effect === "meanwhile") {
    const given = await service.call(action, body, raw);
    options.answered({ ...call, body, answer: given, begin, end: performance.now() });
    return given;
  }
  const answer = faultAnswer(fault.effect, call, body);
  if (answer) return answer;
  if (fault.effect.endsWith("-after")) await service.call(action, body, raw);
  if (fault.effect.startsWith("death-")) options.kill(one(request.headers["x-amzn-trace-id"]) ?? "");
  if (fault.hold !== undefined) await delay(fault.hold);
  return undefined;
}

async function answer(options: EndpointOptions, request: IncomingMessage): Promise<AwsAnswer | undefined> {
  try {
    return await handle(options, request, await readBody(request, Number.POSITIVE_INFINITY));
  } catch (error) {
    if (error instanceof SignatureError) return awsError(400, error.code, error.message);
    if (error instanceof SyntaxError) return awsError(400, "SerializationException", error.message);
    return awsError(500, "InternalServerError", error instanceof Error ? error.message : String(error));
  }
}

function send(response: ServerResponse, given: AwsAnswer): void {
  response.writeHead(given.status, {
    "content-type": "application/x-amz-json-1.0",
    "content-length": Buffer.byteLength(given.body),
    ...(given.error !== undefined && { "x-amzn-errortype": given.error }),
  });
  response.end(given.body);
}

/** The one AWS endpoint of this machine: signature, role, faults, then the service; on a free port of 127.0.0.1. */
export function startEndpoint(options: EndpointOptions): Promise<Listening> {
  const server = createServer((request, response) => {
    void answer(options, request).then((given) => {
      if (given) send(response, given);
      else request.socket.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  return listen(server, 0);
}
