import type { Claim } from "../idempotency/idempotency.ts";

/** What is known of a request before anybody is known: its id, when it must have ended, what it came with. */
export interface Visit {
  readonly requestId: string;
  /** Milliseconds since the epoch by which an answer must have been given. */
  readonly deadline: number;
  /** Where it came from: an IPv4 address, or the /64 of an IPv6 one, which is one household. */
  readonly address: string;
  readonly cookies: Readonly<Record<string, string>>;
  /** Logs, under the request's id, what went wrong and is told to nobody. */
  readonly report: (error: unknown) => void;
  /** `If-Match`, taken apart: the version that must still be there, or "any" that it must exist. */
  readonly expect?: readonly number[] | "any";
  /** This request's hold on its `Idempotency-Key`. */
  readonly claim?: Claim;
}

/** Whom an operation works for. Always an explicit first parameter; there is no ambient one. */
export interface Actor extends Visit {
  readonly id: string;
  readonly superuser: boolean;
  /** The id of the event that made a job necessary; requests have none. */
  readonly causedBy?: string;
}
