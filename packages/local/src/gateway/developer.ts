import { randomBytes, timingSafeEqual } from "node:crypto";
import { at, parseJson, text, type Json } from "../kit/json.ts";
import type { Pool } from "../cognito/pool.ts";
import { membersOf } from "../cognito/pool.ts";
import { secretKeyHeader, type Claims, type Gateway } from "./gateway.ts";
import type { Request, Response } from "./message.ts";

/** The Cognito group whose members are superusers. */
const group = "superusers";

/** Behind the edge, which has taken the trailing slash off. */
const base = "/api/tickets";

export interface DeveloperOptions {
  readonly key: string;
  readonly pool: Pool;
  /** Headers that the distribution adds on its way to the API. */
  readonly originHeaders: Readonly<Record<string, string>>;
  readonly gateway: () => Gateway;
}

function isKey(given: string, key: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(key)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The claims that a token of this superuser would carry. */
function claimsOf(pool: Pool, sub: string): Claims {
  const now = Math.floor(Date.now() / 1000);
  const username = pool.users.bySub(sub)?.username ?? sub;
  return {
    sub,
    "cognito:groups": `[${group}]`,
    iss: pool.spec.issuer,
    client_id: pool.spec.clients[0]?.id ?? "",
    token_use: "access",
    scope: "aws.cognito.signin.user.admin",
    auth_time: String(now),
    iat: String(now),
    exp: String(now + 900),
    jti: "local-developer",
    username,
  };
}

const requestOf = (options: DeveloperOptions, method: string, url: string, body: Json): Request => ({
  method,
  url,
  headers: {
    ...options.originHeaders,
    "content-type": "application/json",
    accept: "application/json",
    "user-agent": "tessera-local",
  },
  body: Buffer.from(JSON.stringify(body)),
  sourceIp: "127.0.0.1",
});

function succeeded(response: Response, what: string): Json {
  const body = response.body.toString();
  if (response.status >= 300) throw new Error(`the local cloud could not ${what}: ${response.status} ${body}`);
  return body === "" ? undefined : parseJson(body);
}

/** Registers a person by the API itself and makes them superuser, as an operator would. */
async function makeSuperuser(options: DeveloperOptions): Promise<string> {
  const gateway = options.gateway();
  const password = randomBytes(24).toString("base64url");
  const register = (username: string): Promise<Response> => {
    const body = { username, email: `${username}@example.com`, password, first_name: "Super", last_name: "User" };
    return gateway.handleAs(requestOf(options, "POST", `${base}/auth/register`, body), undefined);
  };
  let answer = await register("superuser");
  if (answer.status === 409) answer = await register(`superuser-${randomBytes(4).toString("hex")}`); // demoted or half made before
  const sub = text(at(succeeded(answer, "register a superuser"), "user", "id"));
  const promote = requestOf(options, "PATCH", `${base}/users/${encodeURIComponent(sub)}`, { is_superuser: true });
  succeeded(await gateway.handleAs(promote, claimsOf(options.pool, sub)), "make the first superuser");
  return sub;
}

/**
 * `X-Super-Secret-Key`, which lives here and only here: the holder acts as the first superuser, who is made on
 * demand. Nothing that is deployed knows of it.
 */
export function createDeveloper(
  options: DeveloperOptions,
): (request: Request) => Promise<Claims | "refused" | undefined> {
  let making: Promise<string> | undefined;
  const superuser = async (): Promise<string> => {
    const [first] = membersOf(options.pool, group);
    if (first !== undefined) return first;
    making ??= makeSuperuser(options).finally(() => (making = undefined));
    return making;
  };
  return async (request) => {
    const given = request.headers[secretKeyHeader];
    if (given === undefined) return undefined;
    return isKey(given, options.key) ? claimsOf(options.pool, await superuser()) : "refused";
  };
}
