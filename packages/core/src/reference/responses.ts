import type { Route } from "../kit/route.ts";
import type { Document, Header, Media, Ref, Response, Schema } from "./document.ts";
import type { Refusals, RouteWords } from "./words.ts";

/** What can be refused, and how: CONTRACT section 3. */

const text: Schema = { type: "string" };
const texts: Schema = { type: "array", items: text };

export const errorSchemas: Document["components"]["schemas"] = {
  Problem: {
    type: "object",
    description: "What a function refuses (RFC 9457).",
    properties: {
      type: { const: "about:blank" },
      title: { ...text, description: "The status in words." },
      status: { type: "integer", minimum: 400, maximum: 599 },
      code: { ...text, description: "`concept.reason`, for programs." },
      detail: { ...text, description: "What is wrong, in a sentence or two." },
      errors: {
        type: "object",
        additionalProperties: texts,
        description: "Sentences by field; `a.0.b` is a place inside one, `body` the whole.",
      },
      error_codes: { type: "object", additionalProperties: texts, description: "The same as words, for translation." },
      request_id: { ...text, description: "As in `x-request-id`, and in our log." },
    },
    required: ["type", "title", "status", "code", "detail", "request_id"],
    examples: [
      {
        type: "about:blank",
        title: "Bad Request",
        status: 400,
        code: "input.invalid",
        detail: "name: This field is required.",
        errors: { name: ["This field is required."] },
        error_codes: { name: ["required"] },
        request_id: "JKJaXmPLvHcESHA=",
      },
    ],
  },
  GatewayMessage: {
    type: "object",
    description: "What the gateway refuses before any function runs.",
    properties: { message: { type: ["string", "null"] } },
    required: ["message"],
    examples: [{ message: "Unauthorized" }],
  },
};

const problem: Media = { schema: { $ref: "#/components/schemas/Problem" } };
const gateway: Media = { schema: { $ref: "#/components/schemas/GatewayMessage" } };

type Kind = readonly [name: string, description: string, who: "function" | "gateway" | "both", retry?: "retry"];

const kinds = {
  400: ["BadRequest", "Malformed JSON, or a field or parameter that isn't valid; `errors` names each.", "function"],
  401: ["Unauthorized", "No token, or one that is malformed, expired, foreign or no access token.", "both"],
  403: ["Forbidden", "You may see this, but not do that to it.", "function"],
  404: ["NotFound", "There is nothing at this id, or nothing that you may know of.", "both"],
  409: [
    "Conflict",
    "The `Idempotency-Key` came with another body, or its first request still runs.",
    "function",
    "retry",
  ],
  412: ["PreconditionFailed", "`If-Match` names another version than the present one.", "function"],
  413: ["ContentTooLarge", "The body is larger than 1 MiB.", "both"],
  415: ["UnsupportedMediaType", "The body is not `application/json`.", "function"],
  429: ["TooManyRequests", "Slow down, and try again.", "both", "retry"],
  500: ["InternalServerError", "Our fault. It is in our log under its `request_id`.", "both"],
  503: ["ServiceUnavailable", "Can't be answered right now; the same request may succeed later.", "both", "retry"],
} as const satisfies Record<number, Kind>;
type Status = keyof typeof kinds;

export const headers: Record<string, Header> = {
  RequestId: { description: "This request's id, as in our log.", schema: text },
  ETag: {
    description: '`"<version>.<digest of the body>"`, for `If-Match` and `If-None-Match`.',
    schema: { type: "string", pattern: '^"\\d+\\.[\\w-]+"$' },
  },
  RetryAfter: { description: "Seconds to wait.", schema: { type: "integer", minimum: 0 } },
};
export const header = (name: keyof typeof headers): Ref => ({ $ref: `#/components/headers/${name}` });

function refusal([, description, who, retry]: Kind, detail?: string): Response {
  return {
    description: detail ?? description,
    headers: { "x-request-id": header("RequestId"), ...(retry && { "retry-after": header("RetryAfter") }) },
    content: {
      ...(who !== "gateway" && { "application/problem+json": problem }),
      ...(who !== "function" && { "application/json": gateway }),
    },
  };
}

export const errorResponses: Record<string, Response> = Object.fromEntries(
  Object.values<Kind>(kinds).map((kind) => [kind[0], refusal(kind)]),
);

/** The refusals that follow from a route's shape. `versioned`: what it is about has a version. */
function statusesOf(route: Route, versioned: boolean): Status[] {
  const guarded = route.access === "user";
  const when: Record<Status, boolean> = {
    400: true,
    401: guarded,
    403: false,
    404: route.params !== undefined,
    409: guarded && route.method === "POST",
    412: versioned && (route.method === "PATCH" || route.method === "DELETE"),
    413: route.body !== undefined,
    415: route.body !== undefined,
    429: true,
    500: true,
    503: true,
  };
  return (Object.keys(kinds).map(Number) as Status[]).filter((status) => when[status]);
}

/** All refusals of a route: those of its shape, and those that its words tell of. */
export function refusals(route: Route, words: RouteWords<Route>, versioned: boolean): Record<string, Response | Ref> {
  const told: Refusals = words.refuses ?? {};
  const some = [...statusesOf(route, versioned), ...(Object.keys(told).map(Number) as (keyof Refusals)[])];
  const sorted = [...new Set(some)].sort((a, b) => a - b);
  return Object.fromEntries(
    sorted.map((status) => {
      const detail = status in told ? told[status as keyof Refusals] : undefined;
      return [status, detail ? refusal(kinds[status], detail) : { $ref: `#/components/responses/${kinds[status][0]}` }];
    }),
  );
}
