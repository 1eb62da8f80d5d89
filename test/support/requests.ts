import fc from "fast-check";
import type { Json, Parameter } from "@tessera/core/reference/document";
import { hostile, hostileTexts, nearly, valid, type Pool } from "./arbitrary.ts";
import { followed, parametersOf, type Operation } from "./document.ts";
import { ids, nowhere, type World } from "./routes.ts";

/** Requests to any operation of the document, from well-meant to malicious. */

export interface Request {
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly body: Json | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** Things of one's own, of another team and of nobody, by the names of fields and of a resource's parameters. */
export function poolOf(own: World, other: World, { call: { operationId } }: Operation): Pool {
  const worlds = [own, own, own, own, other, nowhere(own)];
  const tickets = worlds.map(({ ticket }) => ticket);
  const columns = worlds.map(({ column }) => column);
  const projects = worlds.map(({ project }) => project);
  const people = [own.lead.id, own.member.id, other.lead.id, "me", "none"];
  const [resource] = operationId.split(".");
  const inPath = Object.entries(ids).flatMap(([place, idIn]) => {
    const [its, name = ""] = place.split(".");
    return its === resource ? [[name.slice(1, -1), worlds.map(idIn)] as const] : [];
  });
  return {
    ...{ project: projects, column: columns, move_to: columns, parent: tickets, ticket: tickets, ids: tickets },
    ...{ tags: worlds.map(({ tag }) => tag), contact_id: worlds.map(({ contact }) => contact), user_id: people },
    ...{ before: tickets, after: tickets, assignee_ids: people, assignee: people, reporter: people },
    ...{ username: [own.member.username, other.lead.username], refresh: [own.member.refresh] },
    ...Object.fromEntries(inPath),
  };
}

const single = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

/** A parameter as it stands in an address. */
const written = ({ name, explode }: Parameter, value: Json): (readonly [string, string])[] => {
  if (!Array.isArray(value)) return [[name, single(value)]];
  return explode ? value.map((one) => [name, single(one as Json)] as const) : [[name, value.map(single).join(",")]];
};

export type Mood = "valid" | "nearly valid" | "hostile";

export function requests(operation: Operation, pool: Pool, mood: Mood): fc.Arbitrary<Request> {
  const all = parametersOf(operation);
  const text = fc.constantFrom(
    ...hostileTexts.filter((s) => /^(?!\.?$)/.test(s) && s.isWellFormed() && s.length < 1100),
  );
  const one = ({ schema, name }: Parameter): fc.Arbitrary<Json> =>
    mood === "valid" ? valid(schema, pool, name) : fc.oneof(valid(schema, pool, name), text);
  const inPath = all.filter((p) => p.in === "path");
  const inQuery = all.filter((p) => p.in === "query");
  const schema = operation.call.requestBody?.content["application/json"]?.schema;
  const body = {
    valid: schema && valid(schema, pool),
    "nearly valid": schema && nearly(schema, pool),
    hostile: schema && odd(operation),
  };
  return fc.record({
    path: fc.record(
      Object.fromEntries(
        inPath.map((p) => [p.name, mood === "hostile" ? one(p).map(single) : fc.constantFrom(...(pool[p.name] ?? []))]),
      ),
    ),
    query: fc
      .subarray(inQuery, { maxLength: Math.min(4, inQuery.length) })
      .chain((some) => fc.tuple(...some.map((p) => one(p).map((value) => written(p, value)))))
      .map((pairs) => pairs.flat()),
    body: body[mood] ?? fc.constant(undefined),
    headers: headersOf(all, mood),
  });
}

/** Members as they should be called, with anything inside. */
function odd({ call: { requestBody } }: Operation): fc.Arbitrary<Json> {
  const { properties = {} } = followed(requestBody?.content["application/json"]?.schema ?? {});
  const names = fc.constantFrom(...Object.keys(properties), "__proto__", "constructor");
  return fc.oneof(hostile, fc.dictionary(names, hostile, { maxKeys: 4 }) as fc.Arbitrary<Json>);
}

/** Tags, keys and cookies, in and out of form. */
function headersOf(all: readonly Parameter[], mood: Mood): fc.Arbitrary<Record<string, string>> {
  const values: Readonly<Record<string, readonly string[]>> = {
    "If-Match":
      mood === "hostile" ? ['"', "W/", "-1", '"999999999999999999"', "*, *", "x".repeat(4000)] : ['"1"', "*", '"7"'],
    "If-None-Match": mood === "hostile" ? ['"', "W/W/", "*", ",,,"] : ['"1.x"', "*"],
    "Idempotency-Key": mood === "hostile" ? ["x".repeat(256), "p#demo", "__proto__", "a/b"] : ["first", "second"],
  };
  const own = all
    .filter((p) => p.in === "header")
    .map(({ name }) => [name, fc.constantFrom(...(values[name] ?? ["x"]))] as const);
  const cookie =
    mood === "hostile"
      ? [["cookie", fc.constantFrom("tessera_refresh=", "tessera_refresh", "=;=;=", "tessera_refresh=a.b.c")] as const]
      : [];
  return fc.subarray([...own, ...cookie]).chain((some) => fc.record(Object.fromEntries(some)));
}
