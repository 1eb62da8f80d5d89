import { createSign, generateKeyPairSync } from "node:crypto";
import { rmSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCloud, type Cloud } from "@tessera/local/cloud";
import { startControl } from "@tessera/local/control";
import { newUser } from "@tessera/local/cognito/users";
import { text } from "@tessera/local/kit/json";
import type { TestProject } from "vitest/node";

/** Where the one cloud of all files is, and tokens that no endpoint gives out. */
export interface Place {
  /** "http://localhost:12345", app and API as the distribution serves them. */
  readonly url: string;
  /** The API beside the distribution, as `execute-api` has it. */
  readonly api: string;
  /** DynamoDB Local itself, past IAM, to set up what no endpoint can. */
  readonly dynamodb: { readonly endpoint: string; readonly accessKey: string; readonly tableName: string };
  /** The local cloud's remote control. */
  readonly control: string;
  readonly tokens: {
    readonly id: string;
    readonly expired: string;
    readonly ofAnotherClient: string;
    readonly ofAnotherPool: string;
  };
}

declare module "vitest" {
  interface ProvidedContext {
    place: Place;
  }
}

/** An ID token, an access token past its time and one of a foreign client, signed by the pool's own key; one of a foreign pool. */
function oddTokens({ cognito }: Cloud): Place["tokens"] {
  const [pool] = cognito.pools;
  const [client] = pool?.spec.clients ?? [];
  if (!pool || !client) throw new Error("the templates hold no user pool with a client");
  const user = newUser("nobody-s-account", {});
  pool.users.save(user);
  const over = { ...client, lifetimes: { ...client.lifetimes, access: -60 } };
  const { AccessToken, IdToken } = pool.tokens.issue(user, client);
  return {
    id: text(IdToken),
    ofAnotherPool: issuedElsewhere(text(AccessToken)),
    expired: text(pool.tokens.issue(user, over)["AccessToken"]),
    ofAnotherClient: text(pool.tokens.issue(user, { ...client, id: "another" })["AccessToken"]),
  };
}

/** The same claims, rightly signed, by the key of another pool under its own name. */
function issuedElsewhere(token: string): string {
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { iss: string };
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const signed = `${encode({ kid: "another", alg: "RS256" })}.${encode({ ...claims, iss: `${claims.iss}x` })}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url")}`;
}

/** Vitest's global setup: one local cloud, in memory and on free ports, for all test files of a project. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), "tessera-api-"));
  const cloud = await startCloud({
    assembly: "cdk.out",
    data,
    inMemory: true,
    throttle: false,
    priced: false,
    workers: 4,
    emulator: process.env["TESSERA_EMULATOR"],
  });
  const control = await startControl(cloud);
  const { endpoint, accessKey, tableName } = cloud.dynamodb;
  project.provide("place", {
    url: cloud.url,
    api: cloud.apiUrl,
    dynamodb: { endpoint, accessKey, tableName },
    control: `http://127.0.0.1:${control.port}`,
    tokens: oddTokens(cloud),
  });
  return async () => {
    await control.close();
    await cloud.stop();
    rmSync(data, { recursive: true, force: true });
  };
}
