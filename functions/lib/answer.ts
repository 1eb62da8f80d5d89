import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Reply } from "@tessera/core/kit/operation";
import type { Route } from "@tessera/core/kit/route";
import type { Event, Result } from "./door.ts";

/** Smaller bodies gain nothing by compression. */
const worthIt = 1024;

/** A successful outcome as HTTP: status, JSON, its tag, and 304 when the caller has it already. */
export function answer(route: Route, event: Event, reply: Reply<unknown>): Result {
  const statusCode = reply.status ?? route.status;
  const cookies = reply.cookies.length > 0 ? { cookies: [...reply.cookies] } : {};
  if (route.answer === null || reply.answer === undefined)
    return { statusCode, headers: { "cache-control": "no-store" }, ...cookies };
  if (route.type && typeof reply.answer === "string")
    return { statusCode, headers: { ...plain(route.type), ...reply.headers }, body: reply.answer };
  const body = JSON.stringify(reply.answer);
  const etag = tagOf(reply.answer, body);
  const headers = {
    ...plain("application/json; charset=utf-8"),
    ...reply.headers,
    ...(etag && { etag, "cache-control": "private, no-cache" }),
  };
  if (etag && route.method === "GET" && seen(event.headers["if-none-match"], etag)) return { statusCode: 304, headers };
  return { statusCode, headers, body, ...cookies };
}

const plain = (type: string) => ({ "content-type": type, "cache-control": "no-store" });

/** `"<version>.<digest of the body>"` for whatever has a version (CONTRACT section 7). */
function tagOf(value: unknown, body: string): string | undefined {
  const version = value && typeof value === "object" && "version" in value ? value.version : undefined;
  if (typeof version !== "number") return undefined;
  return `"${version}.${createHash("sha256").update(body).digest("base64url").slice(0, 16)}"`;
}

/** If-None-Match compares weakly (RFC 9110 section 13.1.2). */
const seen = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header.trim() === "*" || header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag));

/** Nobody else compresses: CloudFront passes the API through, the gateway never does. */
export function compressed(event: Event, result: Result): Result {
  const accepts = /\bgzip\b(?!\s*;\s*q=0(?:\.0+)?\s*(?:,|$))/.test(event.headers["accept-encoding"] ?? "");
  if (!accepts || !result.body || result.body.length <= worthIt) return result;
  const headers = { ...result.headers, "content-encoding": "gzip", vary: "accept-encoding" };
  return { ...result, headers, body: gzipSync(result.body).toString("base64"), isBase64Encoded: true };
}
