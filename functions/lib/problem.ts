import type { MiddlewareObj } from "@middy/core";
import { AppError, problemOf, type ErrorKind } from "@tessera/core/kit/error";
import type { Event, Result } from "./door.ts";

/** The one place that knows which status an error has. */
const statusOf: Record<ErrorKind, readonly [number, string]> = {
  invalid: [400, "Bad Request"],
  unauthenticated: [401, "Unauthorized"],
  forbidden: [403, "Forbidden"],
  not_found: [404, "Not Found"],
  conflict: [409, "Conflict"],
  stale: [412, "Precondition Failed"],
  too_large: [413, "Content Too Large"],
  unsupported: [415, "Unsupported Media Type"],
  limited: [429, "Too Many Requests"],
  unavailable: [503, "Service Unavailable"],
};

/** Trouble at AWS that passes by itself: the caller may try again, and nobody needs to be woken. */
const passing = new Set([
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "InternalServerError",
  "InternalErrorException",
  "InternalFailure",
  "ServiceUnavailable",
  "TooManyRequestsException",
  "LimitExceededException",
  "TransactionInProgressException",
  "TransactionCanceledException",
  "TransactionConflictException",
  "TimeoutError",
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
]);

/** The error behind an error: ElectroDB wraps the SDK's, the SDK the socket's. */
function* chain(error: unknown): Generator<Error> {
  for (let e = error, n = 0; e instanceof Error && n < 5; e = e.cause, n++) yield e;
}

const passes = (error: unknown): boolean =>
  [...chain(error)].some((e) => passing.has(e.name) || ("code" in e && passing.has(String(e.code))));

/** What the caller is told. Anything unforeseen is a bug: constant text, nothing of the inside. */
export function told(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (passes(error))
    return new AppError("unavailable", "busy", "This can't be answered right now. Please try again.", {
      retryAfter: 1,
    });
  return undefined;
}

const bug = {
  code: "internal",
  message: "Something went wrong on our side. It has been logged under this request_id.",
  issues: [],
};

/** Errors as `application/problem+json` (RFC 9457) with the members of CONTRACT section 3. */
export function problem(error: unknown, requestId: string): Result {
  const known = told(error);
  const [status, title] = known ? statusOf[known.kind] : [500, "Internal Server Error"];
  const body = {
    type: "about:blank",
    title,
    status,
    ...problemOf(known ?? bug),
    request_id: requestId,
  };
  const retry = known?.retryAfter === undefined ? {} : { "retry-after": String(known.retryAfter) };
  return {
    statusCode: status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...retry },
    body: JSON.stringify(body),
  };
}

/** Turns what an operation throws into its answer. */
export const problems = (): MiddlewareObj<Event, Result> => ({
  onError: (request) => {
    request.response = problem(request.error, request.event.requestContext.requestId);
  },
});
