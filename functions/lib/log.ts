import type { MiddlewareObj } from "@middy/core";
import { readMeter, startMeter } from "@tessera/core/table/meter";
import { compressed } from "./answer.ts";
import { told } from "./problem.ts";
import type { Event, Result } from "./door.ts";

interface Started {
  at: number;
}

/**
 * The outermost layer: measures, adds what every answer has, and writes one JSON line per request. What a
 * request cost is told to those who may see what they asked for, so not on a 404.
 */
export function accounted(): MiddlewareObj<Event, Result> {
  const started: Started = { at: 0 };
  const finish: NonNullable<MiddlewareObj<Event, Result>["after"]> = (request) => {
    const cost = readMeter();
    const ms = Math.round((performance.now() - started.at) * 10) / 10;
    const result = request.response ?? { statusCode: 500 };
    const status = result.statusCode ?? 200;
    const shown =
      status >= 400 || cost.hidden
        ? {}
        : {
            "server-timing": `app;dur=${ms}, table;desc="${cost.calls} calls in ${cost.trips} trips"`,
            "x-capacity-units": `r=${cost.reads} w=${cost.writes}`,
          };
    const headers = { ...result.headers, "x-request-id": request.event.requestContext.requestId, ...shown };
    request.response = compressed(request.event, { ...result, headers });
    log(
      request.event,
      { status, ms, calls: cost.calls, trips: cost.trips, reads: cost.reads, writes: cost.writes },
      request.error,
    );
  };
  return {
    before: () => {
      started.at = performance.now();
      startMeter();
    },
    after: finish,
    onError: finish,
  };
}

/** A line for what an operation met and keeps to itself; an error of ours among it is somebody's to look at. */
export const reporting =
  (request_id: string) =>
  (error: unknown): void => {
    const cause = error instanceof Error && error.cause instanceof Error ? String(error.cause) : undefined;
    const level = told(error)?.kind === "limited" ? "info" : "error";
    console.log(JSON.stringify({ level, request_id, error: String(error), cause }));
  };

function log(event: Event, figures: Record<string, number>, error: Error | null | undefined): void {
  const context = event.requestContext as {
    requestId: string;
    authorizer?: { jwt?: { claims?: Record<string, unknown> } };
  };
  const known = error ? told(error) : undefined;
  const bug = error && !known;
  console.log(
    JSON.stringify({
      level: bug ? "error" : "info",
      request_id: context.requestId,
      route: event.routeKey,
      actor: context.authorizer?.jwt?.claims?.sub ?? null,
      project: projectOf(event),
      ...figures,
      ...(known && { code: known.code }),
      ...(error &&
        (bug || known?.kind === "unavailable") && {
          error: String(error),
          stack: error.stack,
          cause: error.cause instanceof Error ? String(error.cause) : undefined,
        }),
    }),
  );
}

/** The project that an address names, for finding a team's requests. */
const projectOf = ({ pathParameters, queryStringParameters }: Event): string | null =>
  pathParameters?.key ??
  /^([A-Za-z][A-Za-z0-9]{1,9})[-.]/.exec(pathParameters?.id ?? "")?.[1]?.toUpperCase() ??
  queryStringParameters?.project ??
  null;
