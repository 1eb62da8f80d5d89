import type { Schema } from "./document.ts";
import { anchor, escaped, inline } from "./html.ts";

/** Schemas as people read them: one line per field. */

const nameIn = (ref: string): string => ref.split("/").at(-1) ?? "";

export const link = (ref: string): string => `<a href="#schema-${anchor(nameIn(ref))}">${escaped(nameIn(ref))}</a>`;

const words = (values: readonly unknown[]): string =>
  values.map((value) => `<code>${escaped(JSON.stringify(value))}</code>`).join(" ");

/** "integer", "list of Ticket", "string or null". */
export function typeOf(schema: Schema): string {
  if (schema.$ref) return link(schema.$ref);
  if (schema.const !== undefined) return words([schema.const]);
  if (schema.enum && schema.type !== "boolean") return words(schema.enum);
  if (schema.type === "array") return `list of ${schema.items ? typeOf(schema.items) : "anything"}`;
  if (schema.anyOf && !schema.type) return schema.anyOf.map(typeOf).join(" or ");
  if (schema.type === undefined) return "anything";
  const named = [schema.type].flat().map((type) => (type === "string" && schema.format ? schema.format : type));
  return named.map(escaped).join(" or ");
}

const range = (from: number | undefined, to: number | undefined, unit: string): string => {
  if (from === undefined && to === undefined) return "";
  if (to === undefined) return from === 0 ? "" : `at least ${from}${unit}`;
  return from === undefined || (from === 0 && unit !== "") ? `at most ${to}${unit}` : `${from} to ${to}${unit}`;
};

/** Limits, in words. */
function limitsOf(schema: Schema): string {
  const inside = schema.type === "array" && schema.items ? schema.items : undefined;
  const limits = [
    range(schema.minLength, schema.maxLength, " characters"),
    range(schema.minimum, schema.maximum, ""),
    range(schema.minItems === 1 ? 0 : schema.minItems, schema.maxItems, " entries"),
    inside && range(inside.minLength, inside.maxLength, " characters each"),
    schema.pattern && !schema.format && `<code>${escaped(schema.pattern)}</code>`,
    schema.default !== undefined && `default ${words([schema.default])}`,
  ];
  return limits.filter(Boolean).join(", ");
}

/** One field or parameter. */
export function field(
  name: string,
  schema: Schema,
  more: { note?: string | undefined; description?: string | undefined } = {},
): string {
  const limits = limitsOf(schema);
  const description = more.description ?? schema.description;
  return `<dt><code>${escaped(name)}</code>${more.note ? ` <em class="${anchor(more.note)}">${escaped(more.note)}</em>` : ""}</dt>
<dd><span class="type">${typeOf(schema)}</span>${limits ? ` <span class="limits">${limits}</span>` : ""}${
    description ? `<br>${inline(description)}` : ""
  }</dd>`;
}

/** The fields of an object; another schema is its type and limits. */
export function fields(schema: Schema, showRequired: boolean): string {
  const { properties, required = [] } = schema;
  if (!properties) return `<p><span class="type">${typeOf(schema)}</span> ${limitsOf(schema)}</p>`;
  const rows = Object.entries(properties).map(([name, one]) =>
    field(name, one, { note: showRequired && required.includes(name) ? "required" : undefined }),
  );
  return `<dl>${rows.join("")}</dl>`;
}
