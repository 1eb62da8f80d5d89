import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Caller } from "../endpoint/endpoint.ts";
import type { Bus } from "../events/bus.ts";
import { exceptions } from "../faults/answers.ts";
import type { Faults } from "../faults/faults.ts";
import type { Request, Response } from "../gateway/message.ts";
import type { Access } from "../iam/policy.ts";
import { Broken } from "../kit/http-server.ts";
import type { BucketSpec } from "../template/model.ts";
import { accessDenied, S3Error } from "./errors.ts";
import type { Objects } from "./objects.ts";

export interface S3Options {
  readonly buckets: readonly BucketSpec[];
  /** Origins of the distribution's pages in the cloud, for which CORS rules are written. */
  readonly site: readonly string[];
  readonly objects: Objects;
  readonly callers: readonly Caller[];
  readonly faults: Faults;
  readonly bus: Bus;
  /** Told of every access that was allowed. */
  readonly used: (functionAddress: string, access: Access) => void;
}

/** A request that is about one object of one bucket. */
export interface Target {
  readonly bucket: BucketSpec;
  readonly key: string;
}

const may = (caller: Caller, action: string, resource: string): { access: Access; allowed: boolean } => {
  const context = {
    "aws:SecureTransport": ["true"],
    "aws:RequestedRegion": ["eu-central-1"],
    "aws:PrincipalArn": [caller.roleArn],
  };
  const access = { action, resource, context };
  return { access, allowed: caller.policy(access).allowed };
};

/** @throws S3Error unless the signer's role allows it, now */
export function authorise({ used }: S3Options, caller: Caller, action: string, resource: string): void {
  const { access, allowed } = may(caller, action, resource);
  if (!allowed)
    throw accessDenied(
      `User: ${caller.roleArn} is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`,
    );
  used(caller.address, access);
}

/** Runs a call, or what a fault makes of it. @throws Broken when the connection is to break */
export async function underFaults(
  { faults }: S3Options,
  caller: Caller,
  action: string,
  call: () => Response,
): Promise<Response> {
  const fault = faults.meet({ service: "s3", action, function: caller.name });
  if (fault?.effect === "meanwhile") await fault.run?.();
  if (!fault || fault.effect === "conflict" || fault.effect === "meanwhile") return call();
  if (fault.effect === "throttle" || fault.effect === "internal") {
    const [status, code, message] = exceptions.s3[fault.effect];
    throw new S3Error(status, code, message);
  }
  if (fault.effect === "timeout-after") call();
  if (fault.hold !== undefined) await delay(fault.hold);
  throw new Broken();
}

/** Tells the bus of a new object, unless a fault loses, delays or doubles that. */
async function announce(
  options: S3Options,
  { bucket, key }: Target,
  reason: string,
  size: number,
  etag: string,
): Promise<void> {
  const fault = options.faults.meet({ service: "s3", action: "ObjectCreated", function: "" });
  const detail = {
    version: "0",
    bucket: { name: bucket.name },
    object: { key, size, etag: etag.replaceAll('"', ""), sequencer: `00${Date.now().toString(16).toUpperCase()}` },
    "request-id": randomBytes(8).toString("hex").toUpperCase(),
    requester: "000000000000",
    "source-ip-address": "127.0.0.1",
    reason,
  };
  if (fault?.effect === "meanwhile") await fault.run?.();
  if (fault?.effect === "timeout-before") return;
  for (let n = fault?.effect === "timeout-after" ? 2 : 1; n > 0; n -= 1)
    options.bus.send("aws.s3", "Object Created", bucket.arn, detail);
}

/** Stores an object and tells who waits for it. @param reason how S3 names what made it */
export function store(options: S3Options, target: Target, body: Buffer, contentType: string, reason: string): string {
  const { size, etag } = options.objects.put(target.bucket.name, target.key, body, contentType);
  if (target.bucket.announces) void announce(options, target, reason, size, etag);
  return etag;
}

function read(options: S3Options, caller: Caller, { bucket, key }: Target, query: URLSearchParams): Response {
  const found = options.objects.get(bucket.name, key);
  if (!found) {
    // Who may not list a bucket isn't told what is not in it.
    authorise(options, caller, "s3:ListBucket", bucket.arn);
    throw new S3Error(404, "NoSuchKey", "The specified key does not exist.");
  }
  const asked = ["content-type", "content-disposition", "cache-control"].flatMap((name) => {
    const value = query.get(`response-${name}`);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    status: 200,
    headers: {
      "content-type": found.contentType,
      etag: found.etag,
      "last-modified": new Date(found.modified).toUTCString(),
      ...Object.fromEntries(asked),
    },
    body: found.body(),
  };
}

function put(options: S3Options, target: Target, request: Request): Response {
  const type = request.headers["content-type"] ?? "binary/octet-stream";
  return {
    status: 200,
    headers: { etag: store(options, target, request.body, type, "PutObject") },
    body: Buffer.alloc(0),
  };
}

const known = /^x-amz-(date|content-sha256|security-token|user-agent)$/;

/** Request headers that mean something to S3 and nothing here: what isn't understood is refused, never ignored. */
const unknownHeader = ({ method, headers }: Request): string | undefined =>
  Object.keys(headers).find(
    (name) =>
      (name.startsWith("x-amz-") && !known.test(name)) ||
      (method === "PUT" && /^(if-|content-(encoding|md5|disposition)$)/.test(name)),
  );

/** GET, HEAD, PUT and DELETE of an object, by whoever signed it. @throws S3Error, Broken */
export function objectCall(options: S3Options, caller: Caller, target: Target, request: Request): Promise<Response> {
  const header = unknownHeader(request);
  if (header !== undefined)
    throw new S3Error(
      501,
      "NotImplemented",
      `A header you provided implies functionality that is not implemented: ${header}`,
    );
  const resource = `${target.bucket.arn}/${target.key}`;
  const query = new URLSearchParams(request.url.split("?")[1]);
  const actions: Record<string, readonly [permission: string, name: string, call: () => Response]> = {
    GET: ["s3:GetObject", "GetObject", () => read(options, caller, target, query)],
    HEAD: ["s3:GetObject", "HeadObject", () => read(options, caller, target, query)],
    PUT: ["s3:PutObject", "PutObject", () => put(options, target, request)],
    DELETE: ["s3:DeleteObject", "DeleteObject", () => remove(options, target)],
  };
  const action = actions[request.method];
  if (!action) throw new S3Error(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
  const [permission, name, call] = action;
  authorise(options, caller, permission, resource);
  return underFaults(options, caller, name, call);
}

function remove({ objects }: S3Options, { bucket, key }: Target): Response {
  objects.remove(bucket.name, key);
  return { status: 204, headers: {}, body: Buffer.alloc(0) };
}

export const newRequestId = (): string => randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase();
