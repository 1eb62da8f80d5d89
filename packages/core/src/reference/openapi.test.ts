import { readFileSync } from "node:fs";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { Route } from "../kit/route.ts";
import { routes } from "../routes.ts";
import { named, refsIn } from "./components.ts";
import { concepts } from "./concepts.ts";
import type { Call, Media, Parameter, Schema } from "./document.ts";
import { file, text } from "./generate.ts";
import { openapi } from "./openapi.ts";

const document = openapi();
const { components } = document;
const calls = Object.entries(document.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, call]) => [`${verb.toUpperCase()} ${path}`, call] as const),
);
const declared = Object.values(routes).flatMap((table) => Object.values<Route>(table));
/** Forms aside: their files are bytes, of which JSON has no example. */
const json = (call: Call): Media[] => [
  ...Object.entries(call.requestBody?.content ?? {}).flatMap(([type, one]) =>
    type === "multipart/form-data" ? [] : [one],
  ),
  ...Object.entries(call.responses).flatMap(([status, one]) =>
    status < "300" && "content" in one ? Object.values(one.content ?? {}) : [],
  ),
];

/** Every property of every schema, as `Schema.property`. */
function properties(name: string, schema: Schema): (readonly [string, Schema])[] {
  const own = Object.entries(schema.properties ?? {});
  return own.flatMap(([property, inner]) => [
    [`${name}.${property}`, inner] as const,
    ...properties(`${name}.${property}`, inner.items ?? inner),
  ]);
}
const all = Object.entries(components.schemas).flatMap(([name, schema]) => properties(name, schema));

describe("The OpenAPI document", () => {
  it("is the committed one: `npm run openapi` writes it anew", () => {
    expect(readFileSync(file, "utf8") === text()).toBe(true);
  });

  it("has every route, once", () => {
    expect(calls.map(([key]) => key).sort()).toEqual(declared.map(({ method, path }) => `${method} ${path}`).sort());
    expect(new Set(calls.map(([, { operationId }]) => operationId)).size).toBe(declared.length);
  });

  it("satisfies Redocly's strict rules, but for the slash at the end, which is how the contract writes addresses", async () => {
    const config = await createConfig({
      extends: ["recommended-strict"],
      rules: { "no-path-trailing-slash": "off" },
    });
    const problems = await lintFromString({ source: text(), absoluteRef: file, config });

    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
  });

  it("asks for a token wherever the gateway does", () => {
    const open = calls.filter(([, { security }]) => !security.some((one) => "bearer" in one));

    expect(open.map(([key]) => key).sort()).toEqual(
      declared
        .filter(({ access }) => access === "public")
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    );
  });

  it("doesn't know the development key", () => expect(text()).not.toMatch(/super[-_ ]?secret/i));
});

describe("Schemas of the reference", () => {
  it("refuse unknown fields of bodies and allow new ones in answers", () => {
    const bodies = calls.flatMap(([, { requestBody }]) => refsIn(requestBody));

    for (const name of bodies) expect(components.schemas[name]).toMatchObject({ additionalProperties: false });
    expect(components.schemas["Ticket"]).not.toHaveProperty("additionalProperties");
  });

  it("call an instant an instant, a day a day and a count a whole number", () => {
    const wrong = all.filter(
      ([name, { format, type, $ref }]) =>
        (/_at$/.test(name) && format !== "date-time") ||
        (/_date$/.test(name) && format !== "date") ||
        (/(_count|\.version|\.total)$/.test(name) && !$ref && ![type].flat().includes("integer")),
    );

    expect(wrong).toEqual([]);
  });
});

describe("Words of the reference", () => {
  it("explain every parameter", () => {
    const parameters = calls.flatMap(([key, call]) =>
      (call.parameters ?? []).flatMap((one) => ("$ref" in one ? [] : [[key, one] as const])),
    );
    const bare = parameters.filter(([, { description }]) => !description);

    expect(bare.map(([key, { name }]) => `${key}: ${name}`)).toEqual([]);
  });

  it("are about fields that there are", () => {
    const names = new Set([
      ...all.map(([name]) => name.split(".").at(-1)),
      ...calls.flatMap(([, call]) => (call.parameters ?? []).map((one) => (one as Parameter).name)),
    ]);
    const idle = concepts.flatMap(({ fields }) => Object.keys(fields)).filter((name) => !names.has(name));

    expect(idle).toEqual([]);
  });
});

describe("Examples of the reference", () => {
  it("stand at every body, every answer and every place in a path", () => {
    const missing = calls.flatMap(([key, call]) =>
      [
        ...json(call).filter(({ example }) => example === undefined),
        ...(call.parameters ?? []).filter((one) => "in" in one && one.in === "path" && one.example === undefined),
      ].map(() => key),
    );

    expect(missing).toEqual([]);
  });

  const examples = concepts.flatMap((concept) => Object.entries(concept.examples));

  it.each(examples)("are valid: %s", (name, example) => {
    expect(v.safeParse(named[name]!, example).issues).toBeUndefined();
  });

  it("belong to schemas that the document has", () => {
    expect(examples.map(([name]) => name).filter((name) => !components.schemas[name])).toEqual([]);
  });

  it("are whole answers where a route has its own", () => {
    for (const { answer } of declared.filter(({ answer }) => answer)) {
      const call = calls.find(([, { operationId }]) => operationId === idOf(answer))?.[1];
      const [media] = call ? json(call).slice(-1) : [];

      expect(v.safeParse(answer!, media?.example).issues).toBeUndefined();
    }
  });
});

/** The operation whose answer this is. */
const idOf = (answer: Route["answer"]): string | undefined =>
  Object.entries(routes).flatMap(([resource, table]) =>
    Object.entries<Route>(table).flatMap(([name, route]) => (route.answer === answer ? [`${resource}.${name}`] : [])),
  )[0];
