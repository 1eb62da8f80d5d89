import { byReason } from "#lib/text/messages.ts";
import { ApiError } from "./error.ts";

const isObject = (x: unknown): x is Record<string, unknown> => typeof x === "object" && x !== null && !Array.isArray(x);
const textOf = (x: unknown): string | null => (typeof x === "string" && x !== "" ? x : null);

function textsByField(x: unknown): Record<string, string[]> {
  if (!isObject(x)) return {};
  const lists = Object.entries(x).map(
    ([field, list]) => [field, Array.isArray(list) ? list.filter((m) => typeof m === "string") : []] as const,
  );
  return Object.fromEntries(lists);
}

/** What is wrong with each field, in the words of the app's language where it has some for the reason. */
function fieldErrors(problem: Record<string, unknown>): Record<string, string[]> {
  const reasons = textsByField(problem["error_codes"]);
  const said = (field: string) => (sentence: string, i: number) => {
    const reason = reasons[field]?.[i] ?? "";
    return (byReason[`${field}.${reason}`] ?? byReason[reason])?.(/\d[\d,]*/.exec(sentence)?.[0]) ?? sentence;
  };
  const lists = Object.entries(textsByField(problem["errors"]));
  return Object.fromEntries(lists.map(([field, sentences]) => [field, sentences.map(said(field))]));
}

/** Reads a problem document, or what the gateway says when no function ran. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = isObject(body) ? body : {};
  return new ApiError(
    response.status,
    textOf(problem["code"]) ?? `gateway.${response.status}`,
    textOf(problem["detail"]) ?? textOf(problem["message"]) ?? "",
    fieldErrors(problem),
    textOf(problem["request_id"]) ?? response.headers.get("x-request-id"),
  );
}
