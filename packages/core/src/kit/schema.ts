import * as v from "valibot";

/**
 * The shapes that several concepts share. A check's message is `code|sentence`: the code for programs
 * (`error_codes`), the sentence for people. `operation` splits them.
 */

/** Keywords of JSON Schema 2020-12, as the API's reference shows them. */
export type Keywords = Readonly<Record<string, unknown>>;

/**
 * Says in JSON Schema what a rule of ours means: a check is code, which a reader of the reference can't see, and
 * a query's text may stand for a number or a list. Without it the reference can't be generated.
 */
export const inJsonSchema = <S extends object>(rule: S, keywords: Keywords): S =>
  Object.assign(rule, { jsonSchema: keywords });

/** A check of text, `message` being `code|sentence`, with what it says in JSON Schema. */
export const textRule = (holds: (s: string) => boolean, message: string, keywords: Keywords) =>
  inJsonSchema(v.check<string, string>(holds, message), keywords);

const malformed = "malformed|NUL characters and lone surrogates are not allowed.";
const isWellFormed = (s: string): boolean => s.isWellFormed() && !s.includes("\0");
/** Said once for all text, in the reference's introduction. */
export const wellFormed = textRule(isWellFormed, malformed, {});

/** Unicode code points, which is what people count as characters (CONTRACT section 1). */
export const codePoints = (s: string): number => [...s].length;

/** JSON Schema counts code points, too. */
const atMost = (max: number) =>
  textRule((s) => s.length <= max || codePoints(s) <= max, `too_long|Use at most ${max} characters.`, {
    maxLength: max,
  });

/** A trimmed, non-empty line of at most `max` code points. */
export const name = (max: number) =>
  v.pipe(v.string(), wellFormed, v.trim(), v.minLength(1, "blank|This field may not be blank."), atMost(max));

/** A trimmed line of at most `max` code points; blank is null. */
export const optionalName = (max: number) =>
  v.nullable(
    v.pipe(
      v.string(),
      wellFormed,
      v.trim(),
      atMost(max),
      v.transform((s) => (s === "" ? null : s)),
    ),
  );

/** Free text, kept as it was written, of at most `max` code points. */
export const text = (max: number) => v.pipe(v.string(), wellFormed, atMost(max));

/** Free text that may be absent: null, or nothing but blanks. */
export const optionalText = (max: number) =>
  v.nullable(
    v.pipe(
      text(max),
      v.transform((s) => (s.trim() === "" ? null : s)),
    ),
  );

/** An opaque id from outside. Matched without regard to case, so it is folded here, once. */
export const id = v.pipe(
  v.string(),
  wellFormed,
  v.minLength(1, "blank|This field may not be blank."),
  v.maxLength(200, "too_long|This is no id."),
  v.toLowerCase(),
);

/** A project's key or a ticket's display key, in the capitals that we show. */
export const displayKey = v.pipe(id, v.toUpperCase());

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether all text in a JSON value is well-formed, names of members included. */
const isSound = (value: unknown): boolean =>
  typeof value === "string"
    ? isWellFormed(value)
    : typeof value !== "object" ||
      value === null ||
      Object.entries(value).every(([member, inside]) => isWellFormed(member) && isSound(inside));

/** A JSON object with anything in it. A list would be one to `v.record`. */
export const anyObject = v.pipe(
  inJsonSchema(v.custom<Record<string, unknown>>(isObject, "invalid|This must be an object."), { type: "object" }),
  inJsonSchema(v.check<Record<string, unknown>, string>(isSound, malformed), {}),
);

function realDate(s: string): boolean {
  const at = new Date(`${s}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(s);
}

/** A calendar day, `YYYY-MM-DD`; the 30th of February is refused. */
export const day = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\d$/, "invalid_date|Use the form YYYY-MM-DD."),
  textRule(realDate, "invalid_date|There is no such day.", { format: "date" }),
);

const isInstant = (s: string): boolean =>
  /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(s) &&
  !Number.isNaN(Date.parse(s)) &&
  realDate(s.slice(0, 10)) &&
  /^\d{4}-/.test(new Date(s).toISOString()); // an offset may lead out of the years that we can write

/** An instant, ISO 8601; a day alone is its first moment in UTC. */
export const instant = v.pipe(
  v.string(),
  textRule(isInstant, "invalid_instant|Use ISO 8601, like 2026-11-22T10:00:00.000Z.", {
    anyOf: [{ format: "date-time" }, { format: "date" }],
  }),
);

/** An instant as answers have it: UTC, milliseconds, `Z`. */
export const timestamp = v.pipe(v.string(), v.isoTimestamp());

/** How many there are. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Rises by one with every change of its resource, from 1. */
export const version = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Whether it names a zone of the IANA list. Intl also knows offsets such as +01:00, which are no zones. */
export function isTimeZone(zone: unknown): boolean {
  try {
    return (
      typeof zone === "string" &&
      !/^[+-]/.test(zone) &&
      new Intl.DateTimeFormat("en", { timeZone: zone }).format(0) !== ""
    );
  } catch {
    return false;
  }
}

export const color = v.pipe(
  v.string(),
  v.regex(/^#[0-9a-fA-F]{6}$/, "invalid_color|Use the form #rrggbb."),
  v.toLowerCase(),
);

/** `page_size`, `cursor` and `page` of every list (CONTRACT section 4). */
export const paging = {
  page_size: v.optional(
    v.pipe(
      v.string(),
      inJsonSchema(v.regex(/^(100|[1-9]\d?)$/, "out_of_range|Use a number from 1 to 100."), {
        type: "integer",
        minimum: 1,
        maximum: 100,
        default: 20,
      }),
      v.transform(Number),
    ),
  ),
  cursor: v.optional(
    v.pipe(
      v.string(),
      v.minLength(1, "invalid|This cursor is not one of ours."),
      v.maxLength(2000, "invalid|This cursor is not one of ours."),
    ),
  ),
  page: v.optional(
    v.pipe(
      v.string(),
      inJsonSchema(v.regex(/^[1-9]\d{0,6}$/, "out_of_range|Use a number from 1."), { type: "integer", minimum: 1 }),
      v.transform(Number),
    ),
  ),
};

/** A page of `item`s; `next` and `previous` are URLs, `count` is null where counting would cost too much. */
export const page = <S extends v.GenericSchema>(item: S) =>
  v.object({
    count: v.nullable(count),
    next: v.nullable(v.string()),
    previous: v.nullable(v.string()),
    results: v.array(item),
  });

export const path = { key: v.object({ key: displayKey }), id: v.object({ id }), ticket: v.object({ id: displayKey }) };

/** A file of a `multipart/form-data` body. */
export const formFile = v.object(
  {
    filename: v.string(),
    content_type: v.string(),
    bytes: inJsonSchema(v.instance(Uint8Array<ArrayBuffer>), { type: "string", format: "binary" }),
  },
  "invalid|This must be a file.",
);

/** What a reader of the reference sees of a file: not how it is handed on inside. */
export const asBinary: Keywords = { type: "string", format: "binary", properties: undefined, required: undefined };
