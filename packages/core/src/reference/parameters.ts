import type { GenericSchema } from "valibot";
import type { Route } from "../kit/route.ts";
import { schemaOf } from "./components.ts";
import { everywhere } from "./concepts.ts";
import type { Parameter, Ref, Schema } from "./document.ts";
import type { Fields } from "./words.ts";

const entriesOf = (schema: GenericSchema | undefined): Record<string, GenericSchema> =>
  schema && "entries" in schema ? (schema.entries as Record<string, GenericSchema>) : {}; // an object's, by valibot

/** A single value or a list of such: repeated. A list from one text: with commas. */
function shape(schema: Schema): Pick<Parameter, "schema" | "style" | "explode"> {
  const list = schema.anyOf?.find(({ type }) => type === "array");
  if (list) return { schema: list, style: "form", explode: true };
  return schema.type === "array" ? { schema, style: "form", explode: false } : { schema };
}

/** The parameters of a route's path or query. */
export function parameterOf(
  route: Route,
  part: "params" | "query",
  fields: Fields,
  examples: Readonly<Record<string, string>>,
): Parameter[] {
  return Object.entries(entriesOf(route[part])).map(([name, schema]) => {
    const description = Object.hasOwn(fields, name) ? fields[name] : everywhere[name];
    const example = part === "params" ? examples[name] : undefined;
    return {
      name,
      in: part === "params" ? "path" : "query",
      ...((part === "params" || schema.type !== "optional") && { required: true }),
      ...(description !== undefined && { description }),
      ...shape(schemaOf(schema, "input", fields)),
      ...(example !== undefined && { example }),
    };
  });
}

export const sharedParameters: Record<string, Parameter> = {
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description:
      "The same key with the same body does nothing again within 24 hours and answers as the first time; failures aren't remembered.",
    schema: { type: "string", minLength: 1, maxLength: 255 },
    example: "4d0e7f6c-41f2-4a52-9b7e-0f3f8a1c9d55",
  },
  IfMatch: {
    name: "If-Match",
    in: "header",
    description:
      'The version that the change was made for: an `ETag`, a bare `"7"`, or `*` for any. Another one is a 412.',
    schema: { type: "string" },
    example: '"7"',
  },
  IfNoneMatch: {
    name: "If-None-Match",
    in: "header",
    description: "The `ETag` that you have: 304 when it is still the present one.",
    schema: { type: "string" },
    example: '"7.dGVzc2VyYS1kaWdlc3Q"',
  },
};

const shared = (name: keyof typeof sharedParameters): Ref => ({ $ref: `#/components/parameters/${name}` });

/** The headers that a route heeds. */
export function requestHeaders({ method, access }: Route, versioned: boolean): Ref[] {
  if (method === "POST") return access === "user" ? [shared("IdempotencyKey")] : [];
  if (!versioned) return [];
  return [shared(method === "GET" ? "IfNoneMatch" : "IfMatch")];
}
