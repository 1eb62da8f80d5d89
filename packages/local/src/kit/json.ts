/** Parsed JSON, and lenient readers for it: templates and AWS calls come from outside, so nothing is cast. */
export type Json = string | number | boolean | null | undefined | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export const parseJson = (text: string): Json => JSON.parse(text) as Json; // JSON.parse yields exactly Json

export const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at a path of members; `undefined` where the path leaves the document. */
export function at(value: Json, ...path: string[]): Json {
  let here = value;
  for (const name of path) here = isObject(here) ? here[name] : undefined;
  return here;
}

/** The object itself, or an empty one for anything else. */
export const object = (value: Json): JsonObject => (isObject(value) ? value : {});

/** A list stays one, a single value becomes a list of one, nothing becomes empty (as IAM and CloudFormation allow). */
export const list = (value: Json): Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** Numbers and booleans become text, as CloudFormation converts them; objects and nothing become the fallback. */
export const text = (value: Json, fallback = ""): string =>
  typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : fallback;

export const texts = (value: Json): string[] => list(value).map((item) => text(item));

/** A number, also written as text (CloudFormation accepts both). */
export const number = (value: Json, fallback: number): number => {
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : fallback;
};

export const flag = (value: Json): boolean => value === true || value === "true";
