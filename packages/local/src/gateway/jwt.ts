import { JwtRsaVerifier } from "aws-jwt-verify";
import type { Jwks } from "aws-jwt-verify/jwk";
import type { Json, JsonObject } from "../kit/json.ts";
import { isObject } from "../kit/json.ts";
import type { RouteSpec } from "../template/model.ts";

/** Claims of a token that API Gateway would let through, or `undefined`. */
export type Authorizer = (authorization: string | undefined) => JsonObject | undefined;

/** API Gateway's limit for a token, in characters. */
const longestToken = 8192;

/**
 * Checks what API Gateway's JWT authorizer checks, no more: signature, issuer, `aud` or `client_id`, exp, nbf, iat.
 * Not `token_use`: an ID token passes, here as there.
 * @param jwks the issuer's public keys
 */
export function createAuthorizer({ issuer, audience }: NonNullable<RouteSpec["authorizer"]>, jwks: Jwks): Authorizer {
  const verifier = JwtRsaVerifier.create({ issuer, audience: null });
  verifier.cacheJwks(jwks);
  return (authorization) => {
    const token = authorization?.replace(/^bearer /i, "");
    if (token === undefined || token.length > longestToken) return undefined;
    try {
      const claims: Json = JSON.parse(JSON.stringify(verifier.verifySync(token))) as Json; // a parsed JWT payload is JSON
      return isObject(claims) && isFor(claims, audience) && isIssued(claims) ? claims : undefined;
    } catch {
      return undefined;
    }
  };
}

function isFor(claims: JsonObject, audience: readonly string[]): boolean {
  const named = claims["aud"] ?? claims["client_id"];
  return (Array.isArray(named) ? named : [named]).some((name) => typeof name === "string" && audience.includes(name));
}

const isIssued = (claims: JsonObject): boolean => {
  const at = claims["iat"];
  return at === undefined || (typeof at === "number" && at <= Date.now() / 1000 + 1);
};

const asText = (value: Json): string =>
  Array.isArray(value)
    ? `[${value.map(asText).join(" ")}]`
    : isObject(value)
      ? `map[${Object.entries(value)
          .map(([name, item]) => `${name}:${asText(item)}`)
          .join(" ")}]`
      : String(value);

/** Claims as a function sees them: all text, a list as "[a b]". */
export const claimsAsText = (claims: JsonObject): Record<string, string> =>
  Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, asText(value)]));
