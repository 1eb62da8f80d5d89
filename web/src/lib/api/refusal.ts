import { ApiError } from "./error.ts";

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
