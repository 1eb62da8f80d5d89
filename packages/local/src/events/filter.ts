import { isObject, list, type Json, type JsonObject } from "../kit/json.ts";

/**
 * Filter patterns of event source mappings (Lambda Developer Guide, "Control which events Lambda sends to your
 * function"): every member of a pattern must match, a list matches if any of its rules does. Rules here: a value,
 * `prefix`, `suffix`, `anything-but` values, `exists`; others are refused at start. As in Lambda, `exists` is for
 * leaves, and a missing member fails every rule but `{"exists": false}`.
 */
type Rule = (value: Json) => boolean;

const plain = (value: Json): boolean => value === null || ["string", "number", "boolean"].includes(typeof value);

const byWord: Record<string, (argument: Json) => Rule | undefined> = {
  prefix: (start) =>
    typeof start === "string" ? (value) => typeof value === "string" && value.startsWith(start) : undefined,
  suffix: (end) => (typeof end === "string" ? (value) => typeof value === "string" && value.endsWith(end) : undefined),
  exists: (wanted) => (typeof wanted === "boolean" ? (value) => (value !== undefined) === wanted : undefined),
  "anything-but": (but) => {
    const values = list(but);
    return values.every(plain) ? (value) => value !== undefined && !values.includes(value) : undefined;
  },
};

function ruleOf(rule: Json): Rule | undefined {
  if (plain(rule)) return (value) => value === rule;
  const [word = "", ...more] = isObject(rule) ? Object.keys(rule) : [];
  return more.length === 0 && isObject(rule) ? byWord[word]?.(rule[word]) : undefined;
}

/** What of a pattern is not understood, or `undefined` when all of it is. */
export function checkPattern(pattern: Json): string | undefined {
  if (Array.isArray(pattern)) {
    const wrong = pattern.find((rule) => ruleOf(rule) === undefined);
    return wrong === undefined ? undefined : JSON.stringify(wrong);
  }
  if (!isObject(pattern) || Object.keys(pattern).length === 0) return JSON.stringify(pattern);
  for (const [name, part] of Object.entries(pattern)) {
    const problem = name.startsWith("$") ? name : checkPattern(part);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Whether a record, as the function would get it, matches a pattern that `checkPattern` has nothing against. */
export function matches(pattern: Json, value: Json): boolean {
  if (Array.isArray(pattern)) return pattern.some((rule) => ruleOf(rule)?.(value) === true);
  return Object.entries(isObject(pattern) ? pattern : {}).every(([name, part]) =>
    matches(part, isObject(value) ? value[name] : undefined),
  );
}

/** Whether any of these patterns lets a record through; no patterns let everything through. */
export const passes = (patterns: readonly JsonObject[], record: JsonObject): boolean =>
  patterns.length === 0 || patterns.some((pattern) => matches(pattern, record));
