import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Caller } from "../endpoint/endpoint.ts";
import { signatureOf } from "../endpoint/sigv4.ts";
import { createFaults, type Faults } from "../faults/faults.ts";
import { compilePolicy } from "../iam/policy.ts";
import { openDurableMap } from "../kit/durable-map.ts";
import type { JsonObject } from "../kit/json.ts";
import type { Listening } from "../kit/listen.ts";
import { temporaryFolder } from "../testing/fixture.ts";
import { openObjects, type Objects } from "./objects.ts";
import { startS3 } from "./server.ts";

const bucket = {
  name: "files",
  arn: "arn:aws:s3:::files",
  domain: "files.s3.eu-central-1.amazonaws.com",
  announces: true,
  cors: [
    {
      origins: ["https://*.cloudfront.net"],
      methods: ["GET", "POST"],
      headers: ["*"],
      exposed: ["ETag"],
      maxAge: 60,
    },
  ],
};

/** Somebody whose role allows these actions. */
const caller = (id: string, ...actions: string[]): Caller => ({
  name: id,
  address: `S/${id}`,
  roleArn: `arn:aws:iam::000000000000:role/${id}`,
  accessKeyId: id,
  secretAccessKey: `secret of ${id}`,
  sessionToken: `token of ${id}`,
  policy: compilePolicy([
    { Effect: "Allow", Action: actions, Resource: ["arn:aws:s3:::files", "arn:aws:s3:::files/*"] },
  ]),
});
const all = caller("ALL", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket");
const reader = caller("READER", "s3:GetObject");

let s3: Listening;
let objects: Objects;
let faults: Faults;
let told: JsonObject[];
let origin = "";

beforeEach(async () => {
  told = [];
  objects = openObjects(path.join(temporaryFolder(), "s3"), openDurableMap(undefined), false);
  faults = createFaults(async () => undefined);
  const bus = {
    send: (source: string, type: string, resource: string, detail: JsonObject) =>
      void told.push({ source, type, resource, detail }),
    idle: async () => undefined,
    stop: async () => undefined,
  };
  const used = () => undefined;
  const site = ["https://abc.cloudfront.net"];
  s3 = await startS3({ buckets: [bucket], site, objects, callers: [all, reader], faults, bus, used });
  origin = `http://127.0.0.1:${s3.port}`;
});
afterEach(() => s3.close());

const client = (who: Caller, secretAccessKey = who.secretAccessKey): S3Client =>
  new S3Client({
    region: "eu-central-1",
    endpoint: origin,
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    credentials: { accessKeyId: who.accessKeyId, secretAccessKey, sessionToken: who.sessionToken },
  });

const at = { Bucket: "files", Key: "a/1/ü b+c" };

describe("S3 here, called by the SDK", () => {
  it("keeps, shows and removes an object, and tells of it", async () => {
    const sdk = client(all);
    await sdk.send(new PutObjectCommand({ ...at, Body: "hello", ContentType: "text/plain" }));

    const found = await sdk.send(
      new GetObjectCommand({ ...at, ResponseContentDisposition: 'attachment; filename="x"' }),
    );
    expect([await found.Body?.transformToString(), found.ContentType, found.ContentDisposition]).toEqual([
      "hello",
      "text/plain",
      'attachment; filename="x"',
    ]);
    expect((await sdk.send(new HeadObjectCommand(at))).ContentLength).toBe(5);
    expect(told).toMatchObject([
      {
        source: "aws.s3",
        type: "Object Created",
        detail: { bucket: { name: "files" }, object: { key: at.Key, size: 5 } },
      },
    ]);

    await sdk.send(new DeleteObjectCommand(at));
    await expect(sdk.send(new GetObjectCommand(at))).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("allows what the signer's role allows", async () => {
    await expect(client(reader).send(new PutObjectCommand({ ...at, Body: "x" }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
    await expect(client(reader).send(new GetObjectCommand(at))).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(client(all, "another").send(new GetObjectCommand(at))).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    });
    expect((await fetch(`${origin}/files/a`)).status).toBe(403);
    await expect(client(all).send(new GetObjectCommand({ ...at, Bucket: "others" }))).rejects.toMatchObject({
      name: "NoSuchBucket",
    });
  });

  it("refuses what it doesn't understand", async () => {
    const acl = new PutObjectCommand({ ...at, Body: "x", ACL: "public-read" });

    await expect(client(all).send(acl)).rejects.toMatchObject({ name: "NotImplemented" });
  });

  it("is busy or broken when a fault says so", async () => {
    faults.add({ effect: "throttle", service: "s3", actions: ["PutObject"], times: 1 });
    faults.add({ effect: "timeout-after", service: "s3", actions: ["PutObject"], times: 1 });
    const put = () => client(all).send(new PutObjectCommand({ ...at, Body: "x" }));

    await expect(put()).rejects.toMatchObject({ name: "SlowDown" });
    await expect(put()).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(objects.keys("files")).toEqual([at.Key]);
  });
});

const stamp = (date: Date): string => date.toISOString().replace(/[-:]|\.\d+/g, "");

/** A form whose policy allows exactly this. */
function aForm(who: Caller, wish: { expires?: number; low?: number; high?: number } = {}): Record<string, string> {
  const now = new Date();
  const scope = [stamp(now).slice(0, 8), "eu-central-1", "s3", "aws4_request"];
  const fields = {
    key: "a/1/b",
    "Content-Type": "text/plain",
    "x-amz-credential": [who.accessKeyId, ...scope].join("/"),
    "x-amz-date": stamp(now),
    "x-amz-security-token": who.sessionToken,
  };
  const conditions = [
    { bucket: "files" },
    ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
    ["content-length-range", wish.low ?? 5, wish.high ?? 5],
  ];
  const expiration = new Date(now.getTime() + (wish.expires ?? 60_000)).toISOString();
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString("base64");
  return { ...fields, policy, "x-amz-signature": signatureOf(who.secretAccessKey, scope, policy) };
}

async function post(fields: Record<string, string>, content = "12345", headers = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new Blob([content]));
  const response = await fetch(`${origin}/files/`, { method: "POST", body: form, headers });
  const code = /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1];
  return { answer: [response.status, code], headers: response.headers };
}

describe("An upload form", () => {
  it("is taken as it was signed", async () => {
    expect((await post(aForm(all))).answer).toEqual([204, undefined]);
    expect((await post({ ...aForm(all), "x-ignore-me": "1" })).answer).toEqual([204, undefined]);
    expect(objects.get("files", "a/1/b")?.contentType).toBe("text/plain");
  });

  it.each([
    ["after its time", () => post(aForm(all, { expires: -1 })), [403, "AccessDenied"]],
    ["with a byte more", () => post(aForm(all), "123456"), [400, "EntityTooLarge"]],
    ["with a byte less", () => post(aForm(all), "1234"), [400, "EntityTooSmall"]],
    ["for another key", () => post({ ...aForm(all), key: "a/1/c" }), [403, "AccessDenied"]],
    ["with another type", () => post({ ...aForm(all), "Content-Type": "text/html" }), [403, "AccessDenied"]],
    ["with a field more", () => post({ ...aForm(all), acl: "public-read" }), [403, "AccessDenied"]],
    ["with another signature", () => post({ ...aForm(all), "x-amz-signature": "00" }), [403, "SignatureDoesNotMatch"]],
    ["by nobody", () => post({ key: "a/1/b" }), [403, "AccessDenied"]],
    ["by an unknown key", () => post(aForm(caller("WHO"))), [403, "InvalidAccessKeyId"]],
    ["with another token", () => post({ ...aForm(all), "x-amz-security-token": "x" }), [400, "InvalidToken"]],
    ["by who may only read", () => post(aForm(reader)), [403, "AccessDenied"]],
  ] as const)("is refused %s", async (_, sent, expected) => {
    expect((await sent()).answer).toEqual(expected);
    expect(objects.keys("files")).toEqual([]);
    expect(told).toEqual([]);
  });

  it("is refused when it is no form", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const response = await fetch(`${origin}/files`, { method: "POST", body: "nonsense", headers });

    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("MalformedPOSTRequest")]);
  });
});

describe("A page of another origin", () => {
  const ask = (from: string, method: string) =>
    fetch(`${origin}/files/`, {
      method: "OPTIONS",
      headers: { origin: from, "access-control-request-method": method, "access-control-request-headers": "x-a" },
    });

  it.each(["https://abc.cloudfront.net", "http://localhost:3000"])("may ask first, as %s", async (from) => {
    const { status, headers } = await ask(from, "POST");

    expect([status, headers.get("access-control-allow-origin"), headers.get("access-control-allow-headers")]).toEqual([
      200,
      from,
      "x-a",
    ]);
    expect((await post(aForm(all), "12345", { origin: from })).headers.get("access-control-allow-origin")).toBe(from);
  });

  it.each([
    ["https://evil.example", "POST"],
    ["http://localhost.evil.example", "POST"],
    ["http://localhost:3000", "DELETE"],
    ["null", "POST"],
  ])("is refused as %s with %s", async (from, method) => {
    const { status, headers } = await ask(from, method);

    expect([status, headers.get("access-control-allow-origin")]).toEqual([403, null]);
  });

  it("can't read an answer that no rule gives it", async () => {
    const { headers } = await post(aForm(all), "12345", { origin: "https://evil.example" });

    expect(headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("Objects on disk", () => {
  it("are there after a restart, whole, and what was never named is cleared away", () => {
    const dir = temporaryFolder();
    const journal = path.join(dir, "s3.jsonl");
    const first = openDurableMap(journal);
    const store = openObjects(path.join(dir, "s3"), first, true);
    store.put("files", "a", Buffer.from("one"), "text/plain");
    store.put("files", "a", Buffer.from("two"), "text/plain");
    store.put("files", "b", Buffer.from("three"), "text/plain");
    store.remove("files", "b");
    first.close();

    const again = openObjects(path.join(dir, "s3"), openDurableMap(journal), true);

    expect([again.keys("files"), again.get("files", "a")?.body().toString()]).toEqual([["a"], "two"]);
  });
});
