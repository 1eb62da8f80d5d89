import { formOf, isForm } from "./form.ts";
import { AppError, invalid } from "@tessera/core/kit/error";
import type { RawInput } from "@tessera/core/kit/operation";
import type { Route } from "@tessera/core/kit/route";
import type { Event } from "./door.ts";

/** Bytes of a JSON body. */
const mostBytes = 1024 * 1024;
/** Deeper JSON than this is an attack on some parser, not a ticket. */
const deepest = 50;

/** What a request carries, for the route's schemas to judge. @throws AppError for what can't be read. */
export async function input(route: Route, event: Event): Promise<RawInput> {
  const params = event.pathParameters ?? {};
  const query = queryOf(event.rawQueryString);
  const bytes = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  const type = event.headers["content-type"] ?? "";
  if (route.form && isForm(type)) return { params, query, form: await formOf(bytes, type) };
  const body = bodyOf(route, bytes, type);
  return { params, query, ...(body !== undefined && { body }) };
}

/** A parameter given twice becomes a list, which only repeatable ones accept. */
function queryOf(raw: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (const [key, value] of new URLSearchParams(raw)) {
    const old = query[key];
    if (value === "") throw invalid(key, "blank", "This parameter has no value.");
    query[key] = old === undefined ? value : [old, value].flat();
  }
  return { ...query };
}

function bodyOf(route: Route, bytes: Buffer, type: string): unknown {
  if (bytes.length > mostBytes) throw new AppError("too_large", "request.too_large", "A body may have 1 MiB at most.");
  if (bytes.length === 0) return route.body ? optionalBody(route) : undefined;
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type))
    throw new AppError("unsupported", "request.content_type", "Send JSON, with content-type: application/json.");
  return parsed(bytes);
}

/** No body at all stands for an empty one, so that the schema names what is missing. */
const optionalBody = (route: Route): unknown => (route.method === "GET" ? undefined : {});

function parsed(bytes: Buffer): unknown {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new AppError("invalid", "request.malformed", "The body is not valid JSON in UTF-8.");
  }
  if (tooDeep(value, deepest))
    throw new AppError("invalid", "request.too_deep", `JSON may be ${deepest} levels deep at most.`);
  return value;
}

const tooDeep = (value: unknown, left: number): boolean =>
  value !== null && typeof value === "object" && (left === 0 || Object.values(value).some((v) => tooDeep(v, left - 1)));
