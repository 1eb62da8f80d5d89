import { createHmac, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../kit/json.ts";
import { createAuthorizer } from "./jwt.ts";

const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc";
const pair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const { privateKey, publicKey } = pair();
const { n, e } = publicKey.export({ format: "jwk" });
const authorize = createAuthorizer(
  { issuer, audience: ["client"] },
  { keys: [{ kty: "RSA", n: String(n), e: String(e), kid: "k", alg: "RS256", use: "sig" }] },
);

const now = Math.floor(Date.now() / 1000);
const good: JsonObject = { iss: issuer, client_id: "client", sub: "s", exp: now + 60, iat: now, token_use: "access" };
const encode = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function token(
  claims: JsonObject,
  key: KeyObject = privateKey,
  header: JsonObject = { alg: "RS256", kid: "k" },
): string {
  const content = `${encode(header)}.${encode(claims)}`;
  return `${content}.${createSign("RSA-SHA256").update(content).sign(key, "base64url")}`;
}

const passes = (claims: JsonObject): boolean => authorize(`Bearer ${token(claims)}`) !== undefined;

describe("the JWT authorizer", () => {
  it("lets a token through with and without the word Bearer, and gives its claims", () => {
    expect(authorize(`Bearer ${token(good)}`)).toMatchObject({ sub: "s" });
    expect(authorize(`bearer ${token(good)}`)).toMatchObject({ sub: "s" });
    expect(authorize(token(good))).toMatchObject({ sub: "s" });
  });

  it("takes `aud` in place of `client_id`, and doesn't look at token_use", () => {
    const { client_id: _, ...rest } = good;

    expect(passes({ ...rest, aud: "client", token_use: "id" })).toBe(true);
    expect(passes({ ...rest, aud: ["other", "client"] })).toBe(true);
    expect(passes(rest)).toBe(false);
  });

  it("refuses another client, another issuer, and times that are over or not yet come", () => {
    expect(passes({ ...good, client_id: "other" })).toBe(false);
    expect(passes({ ...good, aud: "other" })).toBe(false);
    expect(passes({ ...good, iss: `${issuer}x` })).toBe(false);
    expect(passes({ ...good, exp: now - 1 })).toBe(false);
    expect(passes({ ...good, nbf: now + 60 })).toBe(false);
    expect(passes({ ...good, iat: now + 60 })).toBe(false);
  });

  it("refuses a foreign key, a changed body, no algorithm, and nonsense", () => {
    const [head, , signature] = token(good).split(".");

    expect(authorize(`Bearer ${token(good, pair().privateKey)}`)).toBeUndefined();
    expect(authorize(`Bearer ${head}.${encode({ ...good, sub: "t" })}.${signature}`)).toBeUndefined();
    expect(authorize(`Bearer ${encode({ alg: "none", kid: "k" })}.${encode(good)}.`)).toBeUndefined();
    expect(authorize("Bearer nonsense")).toBeUndefined();
    expect(authorize(undefined)).toBeUndefined();
  });

  it("refuses a key that the token itself names, another's key under a known name, and a name that nobody knows", () => {
    const { n: theirN, e: theirE } = pair().publicKey.export({ format: "jwk" });
    const headers: JsonObject[] = [
      { alg: "RS256", kid: "unknown" },
      { alg: "RS256" },
      { alg: "RS256", kid: "k", jwk: { kty: "RSA", n: String(theirN), e: String(theirE) } },
      { alg: "RS256", kid: "k", jku: "https://evil.example/jwks.json" },
      { alg: "RS256", kid: "../k" },
    ];

    for (const header of headers) expect(authorize(`Bearer ${token(good, pair().privateKey, header)}`)).toBeUndefined();
    expect(authorize(`Bearer ${token(good, privateKey, { alg: "RS256", kid: "unknown" })}`)).toBeUndefined();
  });

  it("refuses the public key as a secret, which everybody knows, and other spellings of no algorithm", () => {
    const symmetric = (key: string | Buffer, alg: string): string => {
      const content = `${encode({ alg, kid: "k" })}.${encode(good)}`;
      return `${content}.${createHmac("sha256", key).update(content).digest("base64url")}`;
    };
    const forms = [
      publicKey.export({ type: "spki", format: "pem" }),
      publicKey.export({ type: "pkcs1", format: "pem" }),
      publicKey.export({ type: "spki", format: "der" }),
      String(n),
    ];

    for (const form of forms)
      for (const alg of ["HS256", "RS256", "none", "None", "NONE", ""])
        expect(authorize(`Bearer ${symmetric(form, alg)}`)).toBeUndefined();
    for (const alg of ["none", "None", "nOnE", ""])
      expect(authorize(`Bearer ${encode({ alg, kid: "k" })}.${encode(good)}.`)).toBeUndefined();
  });

  it("refuses times that are no times", () => {
    for (const exp of ["never", String(now + 60), null, [], -1, 0]) expect(passes({ ...good, exp })).toBe(false);
    expect(passes({ ...good, iat: "now" })).toBe(false);
  });
});
