import fc from "fast-check";
import type { Json, Schema } from "@tessera/core/reference/document";
import { followed } from "./document.ts";

/** Values from JSON Schema, over the part of it that our document uses. */

/** By property or parameter name: things that there are, to be named now and then. */
export type Pool = Readonly<Record<string, readonly string[]>>;

const day = fc.date({ min: new Date("1970-01-01"), max: new Date("2199-12-31"), noInvalidDate: true });

function text({ format, pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (format === "date") return day.map((d) => d.toISOString().slice(0, 10));
  if (format === "date-time") return day.map((d) => d.toISOString());
  if (format === "email") return fc.stringMatching(/^[a-z]{3,9}$/).map((s) => `${s}@example.com`);
  if (pattern) return fc.stringMatching(new RegExp(pattern, "u")).filter((s) => s.length >= minLength);
  const most = Math.min(maxLength, minLength + 40);
  return fc
    .string({ unit: "grapheme", minLength: Math.max(minLength, 1), maxLength: most })
    .map((s) => s.trim() || "x".repeat(Math.max(minLength, 1)));
}

function whole({ minimum = -1000, maximum = minimum + 1000 }: Schema): fc.Arbitrary<number> {
  return fc.integer({ min: minimum, max: maximum });
}

/** What the schema allows. `name` is where it will stand. */
export function valid(given: Schema, pool: Pool, name = ""): fc.Arbitrary<Json> {
  const schema = followed(given);
  const known = Object.hasOwn(pool, name) ? pool[name] : undefined;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const types = [schema.type ?? []].flat();
  if (types.length > 1) {
    const [nothing, something] = [
      fc.constant(null),
      { ...schema, type: types.find((type) => type !== "null") ?? "null" },
    ];
    return fc.oneof({ arbitrary: nothing, weight: 1 }, { arbitrary: valid(something, pool, name), weight: 3 });
  }
  if (schema.anyOf)
    return fc.oneof(
      ...schema.anyOf.map((one) => valid({ ...(schema.type && { type: schema.type }), ...one }, pool, name)),
    );
  if (types[0] === "string")
    return known
      ? fc.oneof({ arbitrary: fc.constantFrom(...known), weight: 5 }, { arbitrary: text(schema), weight: 1 })
      : text(schema);
  if (types[0] === "integer" || types[0] === "number") return whole(schema);
  if (types[0] === "boolean") return fc.boolean();
  if (types[0] === "array") return list(schema, pool, name);
  if (schema.properties) return object(schema, pool);
  return types[0] === "object"
    ? fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<Json>, { maxKeys: 3 })
    : (fc.jsonValue() as fc.Arbitrary<Json>);
}

const list = ({ items = {}, minItems = 0, maxItems = 4 }: Schema, pool: Pool, name: string): fc.Arbitrary<Json> =>
  fc.uniqueArray(valid(items, pool, name), {
    minLength: minItems,
    maxLength: Math.min(maxItems, 4),
    selector: (one) => JSON.stringify(one),
  });

function object({ properties = {}, required = [] }: Schema, pool: Pool): fc.Arbitrary<Json> {
  const members = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valid(one, pool, name)]));
  return fc.record(members, { requiredKeys: [...required] });
}

/** Text that has broken parsers, keys, logs and pages before. */
export const hostileTexts: readonly string[] = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "x\udc00",
  "\ufeff",
  "‮desrever",
  "مرحبا بالعالم",
  "👩‍👩‍👧‍👦".repeat(60),
  "😀".repeat(501),
  "x".repeat(50_001),
  "__proto__",
  "constructor",
  "toString",
  "null",
  "undefined",
  "NaN",
  "-1",
  "0",
  "1e400",
  "9".repeat(400),
  "../../etc",
  "%00",
  "%2e%2e%2f",
  "';--",
  "<script>alert(1)</script>",
  "${jndi:ldap://x}",
  "{{7*7}}",
  "a#b",
  "a|b",
  "t#demo#0000001",
  "p#demo",
  "DEMO-0",
  "DEMO--1",
  "DEMO-99999999999",
  "ZZZZZZZZZZ-1",
  "zzzzzzzzzz.01jd000000000000000000zzzz",
  "demo.demo.01jd000000000000000000zzzz",
  ".",
  "demo.",
  ".01jd000000000000000000zzzz",
  "2025-02-30",
  "0000-00-00",
  "9999-12-31T23:59:59.999+23:59",
  "eyJvcmRlciI6IiJ9.AAAAAAAAAAAA",
  "eyJ9",
  "[]",
  "{}",
  "true",
];

const hostileValues: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 1,
  [],
  {},
  [[]],
  [null],
  { $ref: "#" },
  { toString: 1 },
  JSON.parse('{"__proto__": {"superuser": true}}') as Json,
  Array.from({ length: 1000 }, () => "x"),
  JSON.parse(`${"[".repeat(45)}${"]".repeat(45)}`) as Json,
];

export const hostile: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.constantFrom(...hostileValues),
);

/** A body that is allowed but for one thing. */
export function nearly(given: Schema, pool: Pool): fc.Arbitrary<Json> {
  const { properties = {} } = followed(given);
  const names = Object.keys(properties);
  const broken = fc
    .constantFrom("unknown", ...names)
    .chain((name) =>
      (name === "unknown" ? (fc.jsonValue() as fc.Arbitrary<Json>) : beyond(followed(properties[name]!))).map(
        (value) => [name, value] as const,
      ),
    );
  return fc.tuple(valid(given, pool), broken).map(([body, [name, value]]) => ({ ...(body as object), [name]: value }));
}

/** Just outside of what one schema allows. */
function beyond(schema: Schema): fc.Arbitrary<Json> {
  const { maxLength, minLength, maximum, minimum, maxItems, items } = schema;
  const options: Json[] = [
    ...(maxLength !== undefined ? ["😀".repeat(maxLength + 1), "x".repeat(maxLength + 1)] : []),
    ...(minLength ? ["x".repeat(minLength - 1)] : []),
    ...(maximum !== undefined ? [maximum + 1] : []),
    ...(minimum !== undefined ? [minimum - 1, minimum + 0.5] : []),
    ...(maxItems !== undefined && items ? [Array.from({ length: maxItems + 1 }, (_, i) => `x${i}`)] : []),
    ...(schema.format ? ["2025-02-30", "soon"] : []),
    schema.type === "object" ? [] : {},
    schema.type === "boolean" ? "true" : false,
    schema.type === "string" ? 7 : "seven",
    null,
  ];
  return fc.constantFrom(...options);
}
