import type { MiddlewareObj } from "@middy/core";
import { readMeter, startMeter } from "@tessera/core/table/meter";
import { told } from "./problem.ts";

/** A record that couldn't be dealt with. */
export interface Failure {
  readonly sequence: string;
  readonly key: unknown;
  readonly error: unknown;
}

const line = ({ sequence, key, error }: Failure): object => ({
  sequence,
  key,
  error: String(error),
  ...(!told(error) && error instanceof Error && { stack: error.stack }),
});

/**
 * Writes one JSON line per batch: how many records, what failed, what it cost. `failures` is filled while a batch is
 * worked at; a function works at one at a time.
 */
export function logged<E, R>(failures: Failure[], recordsOf: (event: E) => number): MiddlewareObj<E, R> {
  let begun = 0;
  const finish = (event: E, request: string, error: unknown): void => {
    const { calls, reads, writes } = readMeter();
    const all = error ? [...failures, { sequence: "", key: null, error }] : failures;
    console.log(
      JSON.stringify({
        level: all.some((one) => !told(one.error)) ? "error" : "info",
        request_id: request,
        records: recordsOf(event),
        failed: all.length,
        ms: Math.round((performance.now() - begun) * 10) / 10,
        calls,
        reads,
        writes,
        ...(all.length > 0 && { failures: all.map(line) }),
      }),
    );
  };
  return {
    before: () => {
      begun = performance.now();
      failures.length = 0;
      startMeter();
    },
    after: (request) => finish(request.event, request.context.awsRequestId, undefined),
    onError: (request) => finish(request.event, request.context.awsRequestId, request.error),
  };
}
