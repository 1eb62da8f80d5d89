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

/** The HTTP API on this machine: throttle, route, token, function, answer. */
export function createGateway(options: GatewayOptions): Gateway {
  const { api, runner } = options;
  const route = createRouter(api.routes);
  const admits = options.throttle ? createThrottle(api) : () => true;
  const authorizers = new Map<string, Authorizer>();
  const authorizerOf = (spec: NonNullable<RouteSpec["authorizer"]>): Authorizer => {
    const key = JSON.stringify(spec);
    const known = authorizers.get(key) ?? createAuthorizer(spec, options.jwks(spec.issuer));
    authorizers.set(key, known);
    return known;
  };

  async function invoke(request: Request, match: Match, claims: Claims | undefined): Promise<Response> {
    const event = createEvent(api.id, withoutSecretKey(request), match, claims);
    const payload = JSON.stringify(event);
    if (Buffer.byteLength(payload) > eventLimit) return refusal(413, "Request Entity Too Large");
    const outcome = await runner.invoke(match.route.functionArn, payload, match.route.timeout);
    if (outcome.kind === "timeout") return refusal(503, "Service Unavailable");
    const response = outcome.kind === "error" ? refusal(500, "Internal Server Error") : toResponse(outcome.value);
    return { ...response, headers: { ...response.headers, "apigw-requestid": event.requestContext.requestId } };
  }

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
      return invoke(request, match, claims);
    },
    async handleAs(request, claims) {
      const match = route(request.method, pathOf(request));
      return match ? invoke(request, match, claims) : refusal(404, "Not Found");
    },
  };
}
