import { ApiError, OfflineError } from "#lib/api/error.ts";
import { byCode, byStatus, refused } from "./messages.ts";

/** What to tell people of a failure. `own` says it better for this action, by status. */
export function sentence(error: unknown, own: Readonly<Record<number, string>> = {}): string {
  if (error instanceof OfflineError) return refused.offline;
  if (!(error instanceof ApiError)) return refused.unknown;
  const known = own[error.status] ?? byCode[error.code];
  if (known) return known;
  const field = Object.values(error.errors)[0]?.[0];
  if (error.status === 400 && field) return field;
  // Beyond the statuses that mean one thing, the server's own sentence knows more than we do.
  if (error.status === 400 || error.status === 409) return error.message || (byStatus[error.status] ?? refused.unknown);
  return byStatus[error.status] ?? (error.message || refused.unknown);
}

/** The first complaint about each field. */
export function fieldTexts(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(Object.entries(error.errors).map(([field, texts]) => [field, texts[0] ?? refused.unknown]));
}
