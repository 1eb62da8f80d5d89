import type { Jwks } from "aws-jwt-verify/jwk";
import type { Runner } from "../functions/runner.ts";
import type { ApiSpec, RouteSpec } from "../template/model.ts";
import { createEvent } from "./event.ts";
import { claimsAsText, createAuthorizer, type Authorizer } from "./jwt.ts";
import { pathOf, refusal, type Request, type Response } from "./message.ts";
import { toResponse } from "./result.ts";
import { createRouter, type Match } from "./routes.ts";
import { createThrottle } from "./throttle.ts";

/** Claims as a function sees them. */
export type Claims = Record<string, string>;

export interface Gateway {
  /** Answers as the HTTP API does. */
  handle(request: Request): Promise<Response>;
  /** The same for somebody whose claims are given: for the super-secret key alone. */
  handleAs(request: Request, claims: Claims | undefined): Promise<Response>;
}

export interface GatewayOptions {
  readonly api: ApiSpec;
  readonly runner: Runner;
  /** Public keys of an issuer. */
  readonly jwks: (issuer: string) => Jwks;
  /** `false` leaves the template's throttling out, for tests that measure something else. */
  readonly throttle: boolean;
  /** Claims for a request that carries the development key; `undefined` when it carries none, "refused" when wrong. */
  readonly developer: (request: Request) => Promise<Claims | "refused" | undefined>;
}

/** Bytes: API Gateway's limit for a request, and Lambda's for the event made of it. */
export const requestLimit = 10 * 1024 * 1024;
const eventLimit = 6 * 1024 * 1024;

export const secretKeyHeader = "x-super-secret-key";

function withoutSecretKey(request: Request): Request {
  const { [secretKeyHeader]: _, ...headers } = request.headers;
  return { ...request, headers };
}

/** The checks of tokens, one for each authorizer of the routes. */
function createAuthorizers(jwks: GatewayOptions["jwks"]): (spec: NonNullable<RouteSpec["authorizer"]>) => Authorizer {
  const known = new Map<string, Authorizer>();
  return (spec) => {
    const key = JSON.stringify(spec);
    const authorizer = known.get(key) ?? createAuthorizer(spec, jwks(spec.issuer));
    known.set(key, authorizer);
    return authorizer;
  };
}

/** Runs the route's function on the request, and makes an answer of what it returns. */
async function invoke(
  { api, runner }: GatewayOptions,
  request: Request,
  match: Match,
  claims: Claims | undefined,
): Promise<Response> {
  const event = createEvent(api.id, withoutSecretKey(request), match, claims);
  const payload = JSON.stringify(event);
  if (Buffer.byteLength(payload) > eventLimit) return refusal(413, "Request Entity Too Large");
  const outcome = await runner.invoke(match.route.functionArn, payload, match.route.timeout);
  if (outcome.kind === "timeout") return refusal(503, "Service Unavailable");
  const response = outcome.kind === "error" ? refusal(500, "Internal Server Error") : toResponse(outcome.value);
  return { ...response, headers: { ...response.headers, "apigw-requestid": event.requestContext.requestId } };
}

/** The HTTP API on this machine: throttle, route, token, function, answer. */
export function createGateway(options: GatewayOptions): Gateway {
  const route = createRouter(options.api.routes);
  const admits = options.throttle ? createThrottle(options.api) : () => true;
  const authorizerOf = createAuthorizers(options.jwks);

  async function claimsFor(request: Request, spec: RouteSpec["authorizer"]): Promise<Claims | "refused" | undefined> {
    if (!spec) return undefined;
    const developer = await options.developer(request);
    if (developer !== undefined) return developer;
    const claims = authorizerOf(spec)(request.headers["authorization"]);
    return claims ? claimsAsText(claims) : "refused";
  }

  return {
    async handle(request) {
      const match = route(request.method, pathOf(request));
      if (!match) return refusal(404, "Not Found");
      if (!admits(match.route.key)) return refusal(429, "Too Many Requests");
      const claims = await claimsFor(request, match.route.authorizer);
      if (claims === "refused") return refusal(401, "Unauthorized");
      return invoke(options, request, match, claims);
    },
    async handleAs(request, claims) {
      const match = route(request.method, pathOf(request));
      return match ? invoke(options, request, match, claims) : refusal(404, "Not Found");
    },
  };
}
