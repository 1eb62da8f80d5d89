import { createContext, Script } from "node:vm";
import { isObject, object, parseJson, text, type Json, type JsonObject } from "../kit/json.ts";
import { pathOf, queryOf, type Request, type Response } from "../gateway/message.ts";

/** Runs a CloudFront function on a request: a changed request, or an answer of its own. */
export type ViewerFunction = (request: Request) => Request | Response;

/** CloudFront Functions get about a millisecond of CPU; this is wall time on a busy machine, against endless loops only. */
const timeout = 2000;

const asValues = (entries: Iterable<[string, string]>): JsonObject =>
  Object.fromEntries([...entries].map(([name, value]) => [name, { value }]));

function eventOf(request: Request): JsonObject {
  const { cookie = "", ...headers } = request.headers;
  const pairs = cookie
    .split(/;\s*/)
    .filter(Boolean)
    .map((pair): [string, string] => [pair.split("=")[0] ?? "", pair.split("=").slice(1).join("=")]);
  return {
    version: "1.0",
    context: { eventType: "viewer-request" },
    viewer: { ip: request.sourceIp },
    request: {
      method: request.method,
      uri: pathOf(request),
      querystring: asValues(new URLSearchParams(queryOf(request))),
      headers: asValues(Object.entries(headers)),
      cookies: asValues(pairs),
    },
  };
}

const valuesOf = (value: Json): Record<string, string> =>
  Object.fromEntries(
    Object.entries(object(value)).map(([name, one]) => [name.toLowerCase(), text(object(one)["value"])]),
  );

function queryFrom(before: JsonObject, after: Json, raw: string): string {
  if (JSON.stringify(object(before["request"])["querystring"]) === JSON.stringify(after)) return raw; // as sent, byte by byte
  return new URLSearchParams(valuesOf(after)).toString();
}

/** Compiles the function's source as the template holds it. */
export function compileViewerFunction(code: string): ViewerFunction {
  const context = createContext({ console: { log: () => undefined } });
  new Script(code).runInContext(context);
  const call = new Script("JSON.stringify(handler(JSON.parse(input)))");
  return (request) => {
    const event = eventOf(request);
    context["input"] = JSON.stringify(event);
    const result = object(parseJson(String(call.runInContext(context, { timeout }))));
    if (result["statusCode"] !== undefined)
      return {
        status: Number(result["statusCode"]),
        headers: valuesOf(result["headers"]),
        body: Buffer.from(text(isObject(result["body"]) ? result["body"]["data"] : result["body"])),
      };
    const query = queryFrom(event, result["querystring"], queryOf(request));
    const cookie = request.headers["cookie"];
    return {
      ...request,
      url: text(result["uri"]) + (query === "" ? "" : `?${query}`),
      headers: { ...valuesOf(result["headers"]), ...(cookie !== undefined && { cookie }) },
    };
  };
}
