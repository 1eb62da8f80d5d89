import { ApiError, OfflineError } from "#lib/api/error.ts";

/** What stands behind an error, for people: nothing there, no network, or ours. */
export type ProblemKind = "missing" | "offline" | "ours";

export function kindOf(error: unknown): ProblemKind {
  if (error instanceof OfflineError) return "offline";
  return error instanceof ApiError && (error.status === 404 || error.status === 403) ? "missing" : "ours";
}
