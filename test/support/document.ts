import { readFileSync } from "node:fs";
import type { Call, Document, Parameter, Schema, Verb } from "@tessera/core/reference/document";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";

/** The published document, and what it promises of one request's answer. */
export const published = JSON.parse(readFileSync("docs/openapi.json", "utf8")) as Document;

export interface Operation {
  readonly verb: Verb;
  readonly path: string;
  readonly call: Call;
}

export const operations: readonly Operation[] = Object.entries(published.paths).flatMap(([path, verbs]) =>
  (Object.entries(verbs) as [Verb, Call][]).map(([verb, call]) => ({ verb, path, call })),
);

const patterns = operations.map((one) => {
  const pattern = one.path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+");
  return [one, new RegExp(`^${pattern}?$`)] as const; // with or without its slash at the end
});

/** What an address is for; words come before parameters, as the gateway has it. */
export function operationAt(method: string, path: string): Operation | undefined {
  const found = patterns.filter(([{ verb }, pattern]) => verb === method.toLowerCase() && pattern.test(path));
  return (found.find(([one]) => !one.path.includes("{")) ?? found[0])?.[0];
}

const nameIn = (ref: string): string => ref.split("/").at(-1) ?? "";

/** A schema, or the named one that it refers to. */
export function followed(schema: Schema): Schema {
  const found = schema.$ref ? published.components.schemas[nameIn(schema.$ref)] : schema;
  if (!found) throw new Error(`no schema ${schema.$ref}`);
  return found;
}

export const parametersOf = ({ call }: Operation): readonly Parameter[] =>
  (call.parameters ?? []).map((one) => ("$ref" in one ? published.components.parameters[nameIn(one.$ref)]! : one));

/** Answers may not have members that nobody declared, though clients would ignore them. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const inside = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, closed(one)]));
  return value && "properties" in value && !("additionalProperties" in value)
    ? { ...inside, additionalProperties: false }
    : inside;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(closed(published) as object, "openapi.json");

const pointer = (...steps: string[]): string =>
  steps.map((step) => `/${encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1"))}`).join("");

function validator(...steps: string[]): ValidateFunction {
  const found = ajv.getSchema(`openapi.json#${pointer(...steps)}`);
  if (!found) throw new Error(`the document has nothing at ${steps.join(" ")}`);
  return found as ValidateFunction;
}

const complaints = (validate: ValidateFunction, value: unknown): string[] =>
  validate(value) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath || "it"} ${e.message}`);

/** What the document has against a body. */
export const againstBody = ({ path, verb }: Operation, body: unknown): string[] =>
  complaints(validator("paths", path, verb, "requestBody", "content", "application/json", "schema"), body);

interface Given {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What the document has against an answer: status, content type, headers and body. */
export function againstAnswer({ path, verb, call }: Operation, { status, headers, body }: Given): string[] {
  const declared = call.responses[status];
  if (!declared) return [`status ${status} is not declared`];
  const steps =
    "$ref" in declared
      ? ["components", "responses", nameIn(declared.$ref)]
      : ["paths", path, verb, "responses", `${status}`];
  const response = "$ref" in declared ? published.components.responses[nameIn(declared.$ref)]! : declared;
  const type = headers.get("content-type")?.split(";")[0] ?? "";
  const missing = Object.keys(response.headers ?? {}).filter(
    (name) => name !== "retry-after" && !headers.has(name) && !(status >= 400 && type === "application/json"),
  );
  const lacks = missing.map((name) => `no ${name}`);
  if (!response.content || body === undefined)
    return response.content || body !== undefined
      ? [...lacks, "a body where none is declared, or none where one is"]
      : lacks;
  if (!(type in response.content)) return [...lacks, `${type} is not declared for ${status}`];
  return [...lacks, ...complaints(validator(...steps, "content", type, "schema"), body)];
}
