import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import type { Actor, Visit } from "@tessera/core/kit/actor";
import { AppError } from "@tessera/core/kit/error";
import { reporting } from "./log.ts";
import type { Event } from "./door.ts";

/** What every request has: its id, its time, its cookies, its `If-Match`. @throws AppError off the front door. */
export function visitOf(event: Event, context: Pick<Context, "getRemainingTimeInMillis">): Visit {
  const secret = process.env.ORIGIN_SECRET;
  if (secret && event.headers["x-origin-secret"] !== secret)
    throw new AppError("forbidden", "request.origin", "This address is not public; use the app's own.");
  const expect = ifMatch(event.headers["if-match"]);
  return {
    requestId: event.requestContext.requestId,
    deadline: Date.now() + context.getRemainingTimeInMillis(),
    address: network(event.headers["x-viewer-address"] ?? event.requestContext.http.sourceIp),
    report: reporting(event.requestContext.requestId),
    cookies: Object.fromEntries((event.cookies ?? []).map(pair)),
    ...(expect !== undefined && { expect }),
  };
}

/** An IPv6 address without its last 64 bits, which its owner draws at will; an IPv4 address as it is. */
function network(address: string): string {
  if (!address.includes(":")) return address;
  const [head = [], tail] = address.split("::").map((half) => half.split(":").filter(Boolean));
  const groups = tail
    ? [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0"), ...tail]
    : head;
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

function pair(cookie: string): [string, string] {
  const at = cookie.indexOf("=");
  return at < 0 ? [cookie.trim(), ""] : [cookie.slice(0, at).trim(), cookie.slice(at + 1).trim()];
}

/** `"7.abc"`, `"7"` or `*` (RFC 9110 section 13.1.1); only the version in front counts. */
function ifMatch(header: string | undefined): number[] | "any" | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === "*") return "any";
  return header.split(",").flatMap((tag) => {
    const version = /^(?:W\/)?"?(\d{1,15})(?:\.[\w-]*)?"?$/.exec(tag.trim())?.[1];
    return version ? [Number(version)] : [];
  });
}

/**
 * Who asks, from the claims that the gateway's authorizer has checked. It doesn't look at `token_use`, so an ID
 * token is refused here.
 */
export function identify(event: Event, visit: Visit): Actor {
  const { authorizer } = event.requestContext as Partial<APIGatewayProxyEventV2WithJWTAuthorizer["requestContext"]>;
  const claims = authorizer?.jwt.claims ?? {};
  const { sub, token_use: use } = claims;
  if (typeof sub !== "string" || use !== "access")
    throw new AppError("unauthenticated", "auth.token", "Use an access token.");
  return { ...visit, id: sub, superuser: groups(claims["cognito:groups"]).includes("superusers") };
}

/** API Gateway hands an array claim on as the text `[a b]`. */
const groups = (claim: unknown): string[] =>
  typeof claim === "string" ? claim.replace(/^\[|\]$/g, "").split(/[\s,]+/) : [];
