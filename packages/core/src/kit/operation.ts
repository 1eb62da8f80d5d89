import * as v from "valibot";
import type { Actor, Visit } from "./actor.ts";
import { AppError, type Issue } from "./error.ts";
import type { Answer, Input, Route } from "./route.ts";

/** An answer that needs more than its body: another status than the route's, cookies, headers of its own. */
export class Reply<T> {
  readonly answer: T;
  readonly status: number | undefined;
  readonly cookies: readonly string[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    answer: T,
    more: { status?: number; cookies?: readonly string[]; headers?: Readonly<Record<string, string>> },
  ) {
    this.answer = answer;
    this.status = more.status;
    this.cookies = more.cookies ?? [];
    this.headers = more.headers ?? {};
  }
}

export interface RawInput {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  /** Fields and files of a form, which came instead of a body. */
  readonly form?: unknown;
}

type ActorOf<R extends Route> = R["access"] extends "public" ? Visit : Actor;
type Result<R extends Route> = Answer<R> | Reply<Answer<R>>;
export type Operation<R extends Route> = (actor: ActorOf<R>, input: RawInput) => Promise<Result<R>>;

/**
 * Welds a route's schemas onto what it does, so that nobody can call it unvalidated.
 * @throws AppError `invalid` naming every field; `not_found` where the path holds no possible id.
 */
export function operation<R extends Route>(
  route: R,
  body: (actor: ActorOf<R>, input: Input<R>) => Promise<Result<R>>,
): Operation<R> {
  return async (actor, raw) => {
    const input = {
      params: parsePath(route, raw.params),
      query: parse(route.query, raw.query ?? {}, parameterOf),
      body: raw.form === undefined ? parse(route.body, raw.body) : undefined,
      form: raw.form === undefined ? undefined : parse(route.form, raw.form, parameterOf),
    };
    // Input<R> is by definition what these schemas put out.
    return body(actor, input as Input<R>);
  };
}

function parsePath(route: Route, params: unknown): unknown {
  if (!route.params) return undefined;
  const result = v.safeParse(route.params, params);
  if (!result.success) throw new AppError("not_found", "input.not_found", "There is nothing at this address.");
  return result.output;
}

type FieldOf = (issue: v.BaseIssue<unknown>) => string;

/** A parameter is one field, whatever its commas make of it; so is a form's file. */
const parameterOf: FieldOf = ({ path }) => String(path?.[0]?.key);
const fieldOf: FieldOf = ({ path }) => path?.map((p) => String(p.key)).join(".") || "body";

function parse(schema: v.GenericSchema | undefined, value: unknown, named = fieldOf): unknown {
  const result = schema && v.safeParse(schema, value);
  const others = result?.issues?.filter((issue) => issue.expected !== "never" || issue.path?.length !== 1) ?? [];
  const issues = isObject(value)
    ? [...unknownTo(schema, value), ...listsFor(schema, value), ...others.map((issue) => toIssue(issue, named(issue)))]
    : notAnObject(value, others);
  if (issues.length === 0) return result?.output;
  throw new AppError("invalid", "input.invalid", issues.map((i) => `${i.field}: ${i.message}`).join(" "), { issues });
}

/** A list is one to valibot. */
const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const notAnObject = (value: unknown, others: readonly v.BaseIssue<unknown>[]): Issue[] =>
  value === undefined
    ? others.map((issue) => toIssue(issue, fieldOf(issue)))
    : [{ field: "body", code: "invalid", message: "Send a JSON object." }];

/** Every field that the schema doesn't name; valibot tells of the first only. */
const unknownTo = (schema: v.GenericSchema | undefined, value: object): Issue[] =>
  Object.keys(value)
    .filter((field) => !Object.hasOwn(entriesOf(schema), field))
    .map((field) => ({ field, code: "unknown", message: "This field is not known here." }));

/** Lists that stand for an object inside, which valibot would take. */
function listsFor(schema: object | undefined, value: unknown, ...path: readonly string[]): Issue[] {
  if (schema && "wrapped" in schema && isObject(schema.wrapped)) return listsFor(schema.wrapped, value, ...path);
  if (schema && "item" in schema && isObject(schema.item) && Array.isArray(value))
    return value.flatMap((one, i) => listsFor(schema.item as object, one, ...path, `${i}`));
  if (!schema || !("entries" in schema)) return [];
  if (Array.isArray(value)) return [{ field: path.join("."), code: "invalid", message: "This must be an object." }];
  if (!isObject(value)) return [];
  return Object.entries(entriesOf(schema)).flatMap(([name, inner]) =>
    listsFor(inner as object, Object.entries(value).find(([field]) => field === name)?.[1], ...path, name),
  );
}

function entriesOf(schema: object | undefined): object {
  if (schema && "wrapped" in schema && isObject(schema.wrapped)) return entriesOf(schema.wrapped);
  return schema && "entries" in schema && isObject(schema.entries) ? schema.entries : {};
}

function toIssue(issue: v.BaseIssue<unknown>, field: string): Issue {
  const [code, sentence] = issue.message.split("|");
  if (code && sentence) return { field, code, message: sentence };
  if (issue.expected === "never") return { field, code: "unknown", message: "This field is not known here." };
  if (issue.input === undefined) return { field, code: "required", message: "This field is required." };
  if (issue.input === null) return { field, code: "null", message: "This field may not be null." };
  return { field, code: "invalid", message: `This must be ${issue.expected ?? "something else"}.` };
}
