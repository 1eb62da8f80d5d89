import type { Request } from "../gateway/message.ts";
import { wildcard } from "../iam/policy.ts";
import type { CorsRule } from "../template/model.ts";
import { S3Error } from "./errors.ts";

/**
 * What the distribution is called where browsers see it on this machine: its pages have one of these origins, and
 * rules that are written for its name in the cloud hold for them.
 */
const localOrigin = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

const any = (patterns: readonly string[], value: string): boolean =>
  patterns.some((pattern) => wildcard(pattern, "i").test(value));

/** @param site the distribution's origins in the cloud */
function ruleFor(
  rules: readonly CorsRule[],
  site: readonly string[],
  origin: string,
  method: string,
  headers: readonly string[],
): CorsRule | undefined {
  const origins = localOrigin.test(origin) ? [origin, ...site] : [origin];
  return rules.find(
    (rule) =>
      rule.methods.includes(method) &&
      origins.some((one) => any(rule.origins, one)) &&
      headers.every((name) => any(rule.headers, name)),
  );
}

const vary = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";

/** Headers for an answer to a page of another origin; none when no rule lets it read the answer. */
export function corsHeaders(
  rules: readonly CorsRule[],
  site: readonly string[],
  request: Request,
): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined) return {};
  const rule = ruleFor(rules, site, origin, request.method, []);
  if (!rule) return { vary };
  return {
    "access-control-allow-origin": rule.origins.includes("*") ? "*" : origin,
    "access-control-allow-methods": rule.methods.join(", "),
    ...(rule.exposed.length > 0 && { "access-control-expose-headers": rule.exposed.join(", ") }),
    vary,
  };
}

/** The headers that answer a preflight. @throws S3Error `AccessForbidden` when no rule fits */
export function preflight(
  rules: readonly CorsRule[],
  site: readonly string[],
  request: Request,
): Record<string, string> {
  const { origin, "access-control-request-method": method } = request.headers;
  if (origin === undefined || method === undefined)
    throw new S3Error(400, "BadRequest", "Insufficient information. Origin request header needed.");
  const wanted = (request.headers["access-control-request-headers"] ?? "").split(",").map((name) => name.trim());
  const headers = wanted.filter((name) => name !== "");
  const rule = ruleFor(rules, site, origin, method, headers);
  if (!rule)
    throw new S3Error(
      403,
      "AccessForbidden",
      "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    );
  return {
    ...corsHeaders(rules, site, { ...request, method }),
    ...(headers.length > 0 && { "access-control-allow-headers": headers.join(", ") }),
    ...(rule.maxAge !== undefined && { "access-control-max-age": String(rule.maxAge) }),
  };
}
