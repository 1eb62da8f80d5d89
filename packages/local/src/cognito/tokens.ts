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
  const over = [...store.entries()].filter(
    ([name, entry]) => name.startsWith("refresh:") && Number(entry["expires"]) <= now,
  );
  for (const [name] of over) store.set(name, undefined);
}

/** Access and ID tokens (RS256) and refresh tokens of one pool, with the claims that Cognito gives. */
export class Tokens {
  readonly #store: DurableMap;
  readonly #pool: PoolSpec;
  readonly #users: Users;
  readonly #key: KeyObject;
  readonly #kid: string;
  /** The public keys, as a JWK set. */
  readonly jwks: Jwks;

  constructor(store: DurableMap, pool: PoolSpec, users: Users) {
    sweep(store);
    this.#store = store;
    this.#pool = pool;
    this.#users = users;
    this.#key = signingKey(store);
    const { n, e } = createPublicKey(this.#key).export({ format: "jwk" });
    this.#kid = createHash("sha256").update(String(n)).digest("base64");
    this.jwks = { keys: [{ kty: "RSA", n: String(n), e: String(e), kid: this.#kid, alg: "RS256", use: "sig" }] };
  }

  /** Tokens of a new login. */
  issue(user: User, client: ClientSpec): JsonObject {
    const token = newRefreshToken();
    const authTime = Math.floor(Date.now() / 1000);
    const origin = randomUUID();
    const expires = authTime + client.lifetimes.refresh;
    this.#store.set(storeKey(token), { sub: user.sub, client: client.id, authTime, origin, expires });
    return { ...this.#pair(user, client, authTime, origin), RefreshToken: token };
  }

  /** New access and ID tokens. @throws NotAuthorizedException for a token that is unknown, revoked, expired or whose owner is disabled */
  refresh(token: string, client: ClientSpec): JsonObject {
    const refused = (message: string): CognitoError => new CognitoError("NotAuthorizedException", message);
    const entry = this.#store.get(storeKey(token));
    const user = entry && this.#users.bySub(text(entry["sub"]));
    if (!entry || !user || entry["client"] !== client.id) throw refused("Invalid Refresh Token");
    if (entry["revoked"] === true) throw refused("Refresh Token has been revoked");
    if (Number(entry["expires"]) <= Date.now() / 1000) throw refused("Refresh Token has expired");
    if (!user.enabled) throw userDisabled();
    return this.#pair(user, client, Number(entry["authTime"]), text(entry["origin"]));
  }

  /** Ends one refresh token; one that isn't known has ended already. @throws UnauthorizedException for another client's */
  revoke(token: string, client: ClientSpec): void {
    const entry = this.#store.get(storeKey(token));
    if (entry && entry["client"] !== client.id)
      throw new CognitoError("UnauthorizedException", "The token was issued to another client");
    if (entry && entry["revoked"] !== true) this.#store.set(storeKey(token), { ...entry, revoked: true });
  }

  /** Ends all refresh tokens of a person. */
  revokeAll(user: User): void {
    const mine = [...this.#store.entries()].filter(
      ([name, entry]) => name.startsWith("refresh:") && entry["sub"] === user.sub,
    );
    for (const [name, entry] of mine) this.#store.set(name, { ...entry, revoked: true });
  }

  #pair(user: User, client: ClientSpec, authTime: number, origin: string): JsonObject {
    const { access, id } = client.lifetimes;
    const common = (lifetime: number): JsonObject => claimsOf(this.#pool, user, authTime, origin, lifetime);
    const forAccess = { version: 2, client_id: client.id, token_use: "access", scope: "aws.cognito.signin.user.admin" };
    return {
      AccessToken: this.#sign({ ...common(access), ...forAccess, username: user.username }),
      IdToken: this.#sign({
        ...user.attributes,
        ...common(id),
        aud: client.id,
        token_use: "id",
        "cognito:username": user.username,
      }),
      ExpiresIn: access,
      TokenType: "Bearer",
    };
  }

  #sign(claims: JsonObject): string {
    const content = `${encode({ kid: this.#kid, alg: "RS256" })}.${encode(claims)}`;
    return `${content}.${createSign("RSA-SHA256").update(content).sign(this.#key, "base64url")}`;
  }
}
