import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSign,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  type KeyObject,
} from "node:crypto";
import type { Jwks } from "aws-jwt-verify/jwk";
import { text, type JsonObject } from "../kit/json.ts";
import type { DurableMap } from "../kit/durable-map.ts";
import type { ClientSpec, PoolSpec } from "../template/model.ts";
import { CognitoError, userDisabled } from "./errors.ts";
import type { User, Users } from "./users.ts";

export interface Tokens {
  /** Tokens of a new login. */
  issue(user: User, client: ClientSpec): JsonObject;
  /** New access and ID tokens. @throws NotAuthorizedException for a token that is unknown, revoked, expired or whose owner is disabled */
  refresh(token: string, client: ClientSpec): JsonObject;
  /** Ends one refresh token; a token that isn't known has ended already. @throws UnauthorizedException for another client's */
  revoke(token: string, client: ClientSpec): void;
  /** Ends all refresh tokens of a person. */
  revokeAll(user: User): void;
  /** The public keys, as a JWK set. */
  readonly jwks: Jwks;
}

/** One RSA key per data folder: tokens stay valid over a restart. */
function signingKey(store: DurableMap): KeyObject {
  const known = store.get("signing-key");
  if (known) return createPrivateKey(text(known["pem"]));
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  store.set("signing-key", { pem: String(privateKey.export({ type: "pkcs8", format: "pem" })) });
  return privateKey;
}

const encode = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Real refresh tokens are encrypted JWTs of about 1,800 characters: as long here, so that limits are met early. */
function newRefreshToken(): string {
  const header = encode({ cty: "JWT", enc: "A256GCM", alg: "RSA-OAEP" });
  return [header, ...[256, 12, 988, 16].map((size) => randomBytes(size).toString("base64url"))].join(".");
}

/** Only digests are stored: a copy of the data folder gives no session away. */
const storeKey = (token: string): string => `refresh:${createHash("sha256").update(token).digest("hex")}`;

function claimsOf(pool: PoolSpec, user: User, authTime: number, origin: string, lifetime: number): JsonObject {
  const now = Math.floor(Date.now() / 1000);
  return {
    sub: user.sub,
    ...(user.groups.length > 0 && { "cognito:groups": [...user.groups] }),
    iss: pool.issuer,
    origin_jti: origin,
    event_id: randomUUID(),
    auth_time: authTime,
    exp: now + lifetime,
    iat: now,
    jti: randomUUID(),
  };
}

/** Forgets refresh tokens that have expired. */
function sweep(store: DurableMap): void {
  const now = Date.now() / 1000;
  const over = [...store.entries()].filter(([name, entry]) => name.startsWith("refresh:") && Number(entry["expires"]) <= now);
  for (const [name] of over) store.set(name, undefined);
}

/** Access and ID tokens (RS256) and refresh tokens of one pool, with the claims that Cognito gives. */
export function createTokens(store: DurableMap, pool: PoolSpec, users: Users): Tokens {
  const key = signingKey(store);
  sweep(store);
  const publicJwk = createPublicKey(key).export({ format: "jwk" });
  const kid = createHash("sha256").update(String(publicJwk.n)).digest("base64");
  const sign = (claims: JsonObject): string => {
    const content = `${encode({ kid, alg: "RS256" })}.${encode(claims)}`;
    return `${content}.${createSign("RSA-SHA256").update(content).sign(key, "base64url")}`;
  };
  const pair = (user: User, client: ClientSpec, authTime: number, origin: string): JsonObject => ({
    AccessToken: sign({
      ...claimsOf(pool, user, authTime, origin, client.lifetimes.access),
      version: 2,
      client_id: client.id,
      token_use: "access",
      scope: "aws.cognito.signin.user.admin",
      username: user.username,
    }),
    IdToken: sign({
      ...user.attributes,
      ...claimsOf(pool, user, authTime, origin, client.lifetimes.id),
      aud: client.id,
      token_use: "id",
      "cognito:username": user.username,
    }),
    ExpiresIn: client.lifetimes.access,
    TokenType: "Bearer",
  });
  return {
    jwks: { keys: [{ kty: "RSA", n: String(publicJwk.n), e: String(publicJwk.e), kid, alg: "RS256", use: "sig" }] },
    issue(user, client) {
      const token = newRefreshToken();
      const now = Math.floor(Date.now() / 1000);
      const origin = randomUUID();
      store.set(storeKey(token), {
        sub: user.sub,
        client: client.id,
        authTime: now,
        origin,
        expires: now + client.lifetimes.refresh,
      });
      return { ...pair(user, client, now, origin), RefreshToken: token };
    },
    refresh(token, client) {
      const entry = store.get(storeKey(token));
      const user = entry && users.bySub(text(entry["sub"]));
      if (!entry || !user || entry["client"] !== client.id)
        throw new CognitoError("NotAuthorizedException", "Invalid Refresh Token");
      if (entry["revoked"] === true) throw new CognitoError("NotAuthorizedException", "Refresh Token has been revoked");
      if (Number(entry["expires"]) <= Date.now() / 1000)
        throw new CognitoError("NotAuthorizedException", "Refresh Token has expired");
      if (!user.enabled) throw userDisabled();
      return pair(user, client, Number(entry["authTime"]), text(entry["origin"]));
    },
    revoke(token, client) {
      const entry = store.get(storeKey(token));
      if (entry && entry["client"] !== client.id)
        throw new CognitoError("UnauthorizedException", "The token was issued to another client");
      if (entry && entry["revoked"] !== true) store.set(storeKey(token), { ...entry, revoked: true });
    },
    revokeAll(user) {
      const mine = [...store.entries()].filter(
        ([name, entry]) => name.startsWith("refresh:") && entry["sub"] === user.sub,
      );
      for (const [name, entry] of mine) store.set(name, { ...entry, revoked: true });
    },
  };
}
