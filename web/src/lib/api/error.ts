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

const isObject = (x: unknown): x is Record<string, unknown> => typeof x === "object" && x !== null && !Array.isArray(x);
const textOf = (x: unknown): string | null => (typeof x === "string" && x !== "" ? x : null);

function fieldErrors(x: unknown): Record<string, string[]> {
  if (!isObject(x)) return {};
  const lists = Object.entries(x).map(
    ([field, list]) => [field, Array.isArray(list) ? list.filter((m) => typeof m === "string") : []] as const,
  );
  return Object.fromEntries(lists);
}

/** Reads a problem document, or what the gateway says when no function ran. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = isObject(body) ? body : {};
  return new ApiError(
    response.status,
    textOf(problem["code"]) ?? `gateway.${response.status}`,
    textOf(problem["detail"]) ?? textOf(problem["message"]) ?? "",
    fieldErrors(problem["errors"]),
    textOf(problem["request_id"]) ?? response.headers.get("x-request-id"),
  );
}
