/** The API refused, or failed. `code` is `concept.reason`; the gateway's own refusals have `gateway.<status>`. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly requestId: string | null;

  constructor(
    status: number,
    code: string,
    detail: string,
    errors: Readonly<Record<string, readonly string[]>>,
    requestId: string | null,
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.requestId = requestId;
  }
}

/** No answer came: there is no network, or nobody at the other end. */
export class OfflineError extends Error {
  override readonly name = "OfflineError";
}
