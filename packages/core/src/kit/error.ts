/**
 * The one error that a caller may see. Throwing it means "tell them"; anything else that is thrown is a bug
 * and becomes a constant 500. Only `functions/lib/problem.ts` knows which status a kind has.
 */
export type ErrorKind =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "stale"
  | "too_large"
  | "unsupported"
  | "limited"
  | "unavailable";

/** One thing wrong with one field; `code` is for clients that speak other languages. */
export interface Issue {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

export class AppError extends Error {
  override readonly name = "AppError";
  readonly kind: ErrorKind;
  /** `concept.reason`, e.g. `ticket.invalid`. */
  readonly code: string;
  readonly issues: readonly Issue[];
  /** Seconds, for `Retry-After`. */
  readonly retryAfter: number | undefined;

  constructor(
    kind: ErrorKind,
    code: string,
    message: string,
    more: { issues?: readonly Issue[]; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.kind = kind;
    this.code = code;
    this.issues = more.issues ?? [];
    this.retryAfter = more.retryAfter;
  }
}

/** Input refused for one field. `code` names the reason in a word; `message` is a sentence. */
export function invalid(field: string, code: string, message: string): AppError {
  return new AppError("invalid", "input.invalid", `${field}: ${message}`, { issues: [{ field, code, message }] });
}

/** The same answer whether it never existed or belongs to others: existence is not told. */
export function notFound(concept: string): AppError {
  return new AppError("not_found", `${concept}.not_found`, `No such ${concept}, or you may not see it.`);
}

export function forbidden(code: string, message: string): AppError {
  return new AppError("forbidden", code, message);
}

export function conflict(code: string, message: string, field?: string): AppError {
  return new AppError(
    "conflict",
    code,
    message,
    field ? { issues: [{ field, code: code.split(".").at(-1) ?? code, message }] } : {},
  );
}

/** What a problem says of an error, but for its status (CONTRACT section 3). */
export function problemOf({ code, message, issues }: Pick<AppError, "code" | "message" | "issues">) {
  const fields = Map.groupBy(issues, (i) => i.field);
  const each = (pick: (issue: Issue) => string) =>
    Object.fromEntries([...fields].map(([field, list]) => [field, list.map(pick)]));
  const told = issues.length > 0 && { errors: each((i) => i.message), error_codes: each((i) => i.code) };
  return { code, detail: message, ...told };
}
