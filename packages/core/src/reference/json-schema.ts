import { toJsonSchema, toJsonSchemaDefs, type ConversionConfig } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import type { Keywords } from "../kit/schema.ts";
import type { Schema } from "./document.ts";

/** What a caller writes (a body, a query), or what they get. */
export type Side = "input" | "output";

const keywordsOf = (rule: object): Keywords | undefined =>
  "jsonSchema" in rule ? (rule.jsonSchema as Keywords) : undefined; // only kit/schema.ts sets it

/** Changes text or spans fields, which JSON Schema can't say. */
const beyond = ["trim", "to_lower_case", "to_upper_case", "partial_check"];

const config = (side: Side): ConversionConfig => ({
  target: "draft-2020-12",
  typeMode: side,
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  overrideSchema: ({ valibotSchema, jsonSchema }) => {
    const keywords = keywordsOf(valibotSchema);
    return keywords && { ...jsonSchema, ...keywords };
  },
  overrideAction: ({ valibotAction, jsonSchema }) => {
    if (beyond.includes(valibotAction.type)) return jsonSchema;
    if (valibotAction.type === "transform") return {}; // a body's schema seen from its output, which nobody asks for
    const keywords = keywordsOf(valibotAction);
    const regex = "requirement" in valibotAction && valibotAction.requirement;
    if (!(regex instanceof RegExp)) return keywords && { ...jsonSchema, ...keywords };
    if (regex.flags.replace("u", "") !== "") return undefined; // refused: patterns have no flags
    const { pattern, ...rest } = jsonSchema;
    return keywords && !("pattern" in keywords) && "type" in keywords
      ? { ...rest, ...keywords }
      : { ...rest, ...(pattern !== undefined && { pattern }), ...keywords };
  },
});

/** All named schemas as one side sees them, for `#/components/schemas/`. @throws for a rule that JSON Schema can't say */
export const namedSchemas = (named: Readonly<Record<string, GenericSchema>>, side: Side): Record<string, Schema> =>
  Object.fromEntries(
    Object.entries(toJsonSchemaDefs({ ...named }, config(side))).map(([name, schema]) => [name, tidy(schema)]),
  );

/** One schema, with references to the named ones inside. */
export function jsonSchemaOf(
  schema: GenericSchema,
  side: Side,
  named: Readonly<Record<string, GenericSchema>>,
): Schema {
  const { $schema: _, $defs: __, ...json } = toJsonSchema(schema, { ...config(side), definitions: { ...named } });
  return tidy(json);
}

/** Keywords that the converter writes and the document does without; its choices differ by a constant. */
interface Spelt {
  readonly propertyNames?: unknown;
  readonly oneOf?: readonly Schema[];
}

/** The same in fewer words: what people would have written. */
function tidy(schema: object): Schema {
  const { required, propertyNames: _, oneOf, ...json } = schema as Schema & Spelt;
  const { properties, items, anyOf = oneOf, additionalProperties: more } = json;
  return orNull(
    whole({
      ...json,
      ...(properties && { properties: mapped(properties) }),
      ...(required && required.length > 0 && { required }),
      ...(items && { items: tidy(items) }),
      ...(anyOf && { anyOf: anyOf.map(tidy) }),
      ...(more !== undefined && { additionalProperties: typeof more === "object" ? tidy(more) : more }),
    }),
  );
}

const mapped = (schemas: Readonly<Record<string, Schema>>): Record<string, Schema> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, tidy(schema)]));

/** A choice of whole numbers has whole numbers. */
const whole = (schema: Schema): Schema =>
  schema.type === "number" && schema.enum?.every(Number.isInteger) ? { ...schema, type: "integer" } : schema;

/** `anyOf` a plain type or null is a list of types. */
function orNull(schema: Schema): Schema {
  const { anyOf, ...rest } = schema;
  const [one, none] = anyOf ?? [];
  if (anyOf?.length !== 2 || none?.type !== "null" || typeof one?.type !== "string" || one.enum) return schema;
  return { ...one, ...rest, type: [one.type, "null"] };
}
