import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { apiDomain, place } from "../template/names.ts";
import type { Match } from "./routes.ts";
import { pathOf, queryOf, type Request } from "./message.ts";

/** What a function gets: payload 2.0, with the claims when the route has an authorizer. */
export interface Event extends APIGatewayProxyEventV2 {
  requestContext: APIGatewayProxyEventV2["requestContext"] & {
    authorizer?: { jwt: { claims: Record<string, string>; scopes: null } };
  };
}

const textual = /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.-]+\+(json|xml)\b)/i;

/** Anything that isn't plainly text travels as base64, and so does what is compressed. */
export const isText = (headers: Readonly<Record<string, string>>): boolean =>
  textual.test(headers["content-type"] ?? "") && headers["content-encoding"] === undefined;

function query(text: string): Record<string, string> | undefined {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(text))
    joined[name] = name in joined ? `${joined[name]},${value}` : value;
  return Object.keys(joined).length > 0 ? joined : undefined;
}

const cookies = (header: string | undefined): string[] | undefined =>
  header === undefined ? undefined : header.split(/;\s*/).filter((cookie) => cookie !== "");

/** "22/Nov/2026:14:00:00 +0000" */
function commonLogTime(now: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(now.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

function context(
  apiId: string,
  request: Request,
  routeKey: string,
  claims: Record<string, string> | undefined,
): Event["requestContext"] {
  const now = new Date();
  return {
    accountId: place.account,
    apiId,
    domainName: apiDomain(apiId),
    domainPrefix: apiId,
    http: {
      method: request.method,
      path: pathOf(request),
      protocol: "HTTP/1.1",
      sourceIp: request.sourceIp,
      userAgent: request.headers["user-agent"] ?? "",
    },
    requestId: randomUUID(),
    routeKey,
    stage: "$default",
    time: commonLogTime(now),
    timeEpoch: now.getTime(),
    ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
  };
}

/** The event of a request; cookies are a list of their own, repeated query values are joined by commas. */
export function createEvent(
  apiId: string,
  request: Request,
  { route, parameters }: Match,
  claims: Record<string, string> | undefined,
): Event {
  const { cookie, ...headers } = request.headers;
  const list = cookies(cookie);
  const queryStringParameters = query(queryOf(request));
  const plain = isText(request.headers);
  return {
    version: "2.0",
    routeKey: route.key,
    rawPath: pathOf(request),
    rawQueryString: queryOf(request),
    headers: {
      ...headers,
      host: apiDomain(apiId),
      "content-length": String(request.body.length),
      "x-amzn-trace-id": `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomUUID().replaceAll("-", "").slice(0, 24)}`,
      "x-forwarded-for": [headers["x-forwarded-for"], request.sourceIp].filter(Boolean).join(", "),
      "x-forwarded-port": "443",
      "x-forwarded-proto": "https",
    },
    requestContext: context(apiId, request, route.key, claims),
    isBase64Encoded: request.body.length > 0 && !plain,
    ...(list && { cookies: list }),
    ...(queryStringParameters && { queryStringParameters }),
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    ...(request.body.length > 0 && { body: request.body.toString(plain ? "utf8" : "base64") }),
  };
}
