import type { GenericSchema } from "valibot";
import { concepts, everywhere, isSchema } from "./concepts.ts";
import type { Json, Schema } from "./document.ts";
import { jsonSchemaOf, namedSchemas, type Side } from "./json-schema.ts";
import type { Fields } from "./words.ts";

/** Every exported schema by its name: what `$ref`s may point to. */
export const named: Readonly<Record<string, GenericSchema>> = Object.fromEntries(
  concepts.flatMap(({ schemas }) =>
    Object.entries(schemas).flatMap(([name, schema]) =>
      /^[A-Z]/.test(name) && isSchema(schema) ? [[name, schema]] : [],
    ),
  ),
);

const sides = { input: namedSchemas(named, "input"), output: namedSchemas(named, "output") };

/** Describes properties by name, as deep as a schema is written out. */
export function described(schema: Schema, fields: Fields): Schema {
  const { properties, items, anyOf } = schema;
  const told = (name: string, inner: Schema): Schema => {
    const description = Object.hasOwn(fields, name) ? fields[name] : everywhere[name];
    return { ...described(inner, fields), ...(description !== undefined && { description }) };
  };
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, told(name, inner)])),
    }),
    ...(items && { items: described(items, fields) }),
    ...(anyOf && { anyOf: anyOf.map((one) => described(one, fields)) }),
  };
}

/** Words and the example of a named schema. */
function complete(name: string, schema: Schema): Schema {
  const { fields = {}, examples = {} } = concepts.find(({ schemas }) => schemas[name] === named[name]) ?? {};
  const example = examples[name] as Json | undefined; // what the schema puts out, which is JSON
  return { ...described(schema, fields), ...(example !== undefined && { examples: [example] }) };
}

/** A schema of a route for the document: a reference where it has a name. */
export const schemaOf = (schema: GenericSchema, side: Side, fields: Fields): Schema =>
  described(jsonSchemaOf(schema, side, named), fields);

export const nameIn = (ref: string): string => ref.split("/").at(-1) ?? "";

/** All `$ref`s to schemas inside. */
export const refsIn = (value: unknown): string[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([member, inside]) =>
        member === "$ref" && typeof inside === "string" ? [nameIn(inside)] : refsIn(inside),
      );

/**
 * The named schemas that these lead to, by name. @throws when one would have to be a body and an answer of two
 * different shapes: it needs two names then
 */
export function reached(from: Readonly<Record<Side, readonly string[]>>): Record<string, Schema> {
  const found = new Map<string, Schema>();
  const visit = (name: string, side: Side): void => {
    const schema = sides[side][name];
    if (!schema) return;
    const known = found.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(complete(name, schema)))
      throw new Error(`${name} is another thing in a body than in an answer: give it two names`);
    if (known) return;
    found.set(name, complete(name, schema));
    for (const inner of refsIn(schema)) visit(inner, side);
  };
  for (const side of ["input", "output"] as const) for (const name of from[side]) visit(name, side);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
