import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { verifySignature } from "@tessera/local/endpoint/sigv4";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundling } from "../../infra/bundle.ts";
import { root } from "./templates.ts";

/** Its certificate names the addresses of a region; its key is for these tests and opens nothing. */
const tls = path.join(root, "test/support/tls");
const probe = path.join(root, "dist/test/probe/index.mjs");
const run = promisify(execFile);

interface Heard {
  readonly host: string;
  readonly connection: string;
  readonly service: string;
}

const credentials = { accessKeyId: "ASIAPROBE", secretAccessKey: "s".repeat(40), sessionToken: "t".repeat(60) };
const answers = {
  dynamodb: { status: 200, body: {} },
  "cognito-idp": {
    status: 400,
    body: { __type: "com.amazonaws.cognitoidentityprovider#UserNotFoundException", message: "none" },
  },
  ses: { status: 200, body: { MessageId: "m" } },
};

const flat = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value === undefined ? value : String(value)]),
  );

const heard: Heard[] = [];
const stub = createServer(
  { key: readFileSync(path.join(tls, "key.pem")), cert: readFileSync(path.join(tls, "cert.pem")) },
  (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const { service } = verifySignature(
        { method, url, headers: flat(headers), body: Buffer.concat(chunks) },
        (key) => (key === credentials.accessKeyId ? credentials : undefined),
      );
      heard.push({ host: headers.host ?? "", connection: String(request.socket.remotePort), service });
      const { status, body } = answers[service as keyof typeof answers];
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  },
);

/** The probe's outcomes, in an environment as Lambda's: no endpoint is named, only a region. */
async function asked(more: Record<string, string>): Promise<unknown[]> {
  const { stdout } = await run(process.execPath, [probe], {
    env: {
      AWS_REGION: "eu-west-3",
      TABLE_NAME: "table",
      USER_POOL_ID: "pool",
      MAIL_FROM: "tessera@example.com",
      STUB_PORT: String((stub.address() as AddressInfo).port),
      NODE_EXTRA_CA_CERTS: path.join(tls, "cert.pem"),
      ...more,
    },
  });
  return JSON.parse(stdout) as unknown[];
}

beforeAll(async () => {
  await build(bundling({ index: "test/architecture/probe.ts" }, path.dirname(probe)));
  await new Promise<void>((done) => stub.listen(0, "127.0.0.1", done));
});
afterAll(() => void stub.close());

describe("A bundle in Lambda's environment", () => {
  it("finds each service at its regional address by TLS, signs with the session's credentials, keeps the connection", async () => {
    const outcomes = await asked({
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    });

    // An account that isn't there is no error (auth/cognito.ts), so its error came with its name.
    expect(outcomes).toEqual(Array.from({ length: 6 }, () => null));
    expect(heard.map(({ host, service }) => `${service} at ${host}`)).toEqual(
      [0, 1].flatMap(() => [
        "dynamodb at dynamodb.eu-west-3.amazonaws.com",
        "cognito-idp at cognito-idp.eu-west-3.amazonaws.com",
        "ses at email.eu-west-3.amazonaws.com",
      ]),
    );
    expect(new Set(heard.map(({ connection }) => connection)).size).toBe(3);
  });

  it("says which credentials it lacks, and looks for them nowhere else", async () => {
    const before = heard.length;
    const outcomes = await asked({ AWS_PROFILE: "default", HOME: tls });

    expect(outcomes).toHaveLength(6);
    for (const outcome of outcomes) expect(outcome).toMatch(/No AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/);
    expect(heard).toHaveLength(before);
  });
});
