import type { Route } from "../kit/route.ts";
import { routes } from "../routes.ts";
import { named, nameIn, reached, refsIn, schemaOf } from "./components.ts";
import { concepts, fieldsOf, words } from "./concepts.ts";
import type { Call, Document, Json, Media, Parameter, Ref, Response, Schema, Verb } from "./document.ts";
import { introduction } from "./introduction.ts";
import { parameterOf, requestHeaders, sharedParameters } from "./parameters.ts";
import { errorResponses, errorSchemas, header, headers, refusals } from "./responses.ts";
import type { RouteWords, Words } from "./words.ts";

type Resource = keyof typeof routes;

/** One route with all that the document says of it. */
interface Entry {
  readonly resource: Resource;
  readonly name: string;
  readonly route: Route;
  readonly words: RouteWords<Route>;
  readonly path: Readonly<Record<string, string>>;
}

const entries: readonly Entry[] = (Object.keys(words) as Resource[]).flatMap((resource) => {
  const { routes: told, path = {} }: Words<Record<string, Route>> = words[resource];
  return Object.entries<Route>(routes[resource]).map(([name, route]) => ({
    resource,
    name,
    route,
    path,
    words: told[name] as RouteWords<Route>, // the type of `words` has one for each route
  }));
});

const exampleOf = (name: string): Json | undefined =>
  concepts.map(({ examples }) => examples[name]).find((one) => one !== undefined) as Json | undefined;

/** What an answer or body looks like: of a page, one with the example of what it lists. */
function exampleIn({ $ref, properties }: Schema): Json | undefined {
  if ($ref) return exampleOf(nameIn($ref));
  const listed = properties?.results?.items?.$ref;
  const one = listed && exampleOf(nameIn(listed));
  return one && { count: 1, next: null, previous: null, results: [one] };
}

const isVersioned = ({ $ref }: Schema): boolean =>
  "version" in (named[nameIn($ref ?? "")] && $ref ? propertiesOf($ref) : {});
const propertiesOf = ($ref: string): object =>
  reached({ input: [], output: [nameIn($ref)] })[nameIn($ref)]?.properties ?? {};

/** Whether what is at a route's address has a version: its GET shows it. */
const isAboutVersioned = ({ route }: Entry): boolean =>
  entries.some(
    ({ resource, route: { method, path, answer } }) =>
      method === "GET" &&
      path === route.path &&
      answer !== null &&
      isVersioned(schemaOf(answer, "output", fieldsOf[resource] ?? {})),
  );

function mediaOf({ route, resource, words: told }: Entry, side: "body" | "answer"): Record<string, Media> {
  const of = side === "body" ? route.body : route.answer;
  if (!of) return {};
  const schema = schemaOf(of, side === "body" ? "input" : "output", fieldsOf[resource] ?? {});
  const given = side === "answer" ? (told.answer as Json | undefined) : undefined; // what the schema puts out
  const example = given ?? exampleIn(schema);
  const type = side === "answer" ? route.type?.split(";")[0] : undefined;
  const form = side === "body" && route.form;
  return {
    [type ?? "application/json"]: { schema, ...(example !== undefined && { example }) },
    ...(form && { "multipart/form-data": { schema: schemaOf(form, "input", fieldsOf[resource] ?? {}) } }),
  };
}

function successes(entry: Entry): Record<string, Response> {
  const { route, words: told } = entry;
  const content = mediaOf(entry, "answer");
  const tagged = Object.values(content).some(({ schema }) => isVersioned(schema));
  const answer = (description: string): Response => ({
    description,
    headers: { "x-request-id": header("RequestId"), ...(tagged && { etag: header("ETag") }) },
    ...(route.answer && { content }),
  });
  const also = Object.entries(told.also ?? {}).map(([status, description]) => [status, answer(description)] as const);
  const unchanged = tagged && route.method === "GET";
  return {
    [route.status]: answer(meaning[route.status]),
    ...Object.fromEntries(also),
    ...(unchanged && {
      304: { description: "`If-None-Match` names what is there.", headers: { etag: header("ETag") } },
    }),
  };
}

const meaning: Record<Route["status"], string> = { 200: "Done.", 201: "Made.", 202: "Begun.", 204: "Done; no body." };

function securityOf({ route, words: told }: Entry): Call["security"] {
  if (told.cookie) return [{}, { refreshCookie: [] }];
  return route.access === "public" ? [] : [{ bearer: [] }];
}

function callOf(entry: Entry): Call {
  const { resource, name, route, words: told } = entry;
  const versioned = isAboutVersioned(entry);
  const parameters: (Parameter | Ref)[] = [
    ...(["params", "query"] as const).flatMap((part) =>
      parameterOf(route, part, { ...fieldsOf[resource], ...(part === "query" && told.query) }, entry.path),
    ),
    ...requestHeaders(route, versioned),
  ];
  const required = route.body?.type !== "optional";
  return {
    operationId: `${resource}.${name}`,
    tags: [words[resource].title],
    summary: told.summary,
    ...(told.about !== undefined && { description: told.about }),
    security: securityOf(entry),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: { required, content: mediaOf(entry, "body") } }),
    responses: { ...successes(entry), ...refusals(route, told, versioned) },
  };
}

function pathsOf(): Document["paths"] {
  const paths: Record<string, Partial<Record<Verb, Call>>> = {};
  for (const entry of entries)
    (paths[entry.route.path] ??= {})[entry.route.method.toLowerCase() as Verb] = callOf(entry);
  return paths;
}

/** The whole API as OpenAPI 3.1, from its route tables and their words. */
export function openapi(): Document {
  const paths = pathsOf();
  const calls = Object.values(paths).flatMap((path) => Object.values(path));
  const used = new Set(refsIn(calls.map(({ responses }) => responses)));
  const bodies = calls.flatMap(({ requestBody, parameters }) => refsIn([requestBody ?? {}, parameters ?? []]));
  const schemas = reached({ input: bodies, output: calls.flatMap(({ responses }) => refsIn(responses)) });
  return {
    openapi: "3.1.1",
    info: introduction,
    servers: [{ url: "/", description: "The deployment that serves this document." }],
    tags: Object.values(words).map(({ title, about }) => ({ name: title, description: about })),
    paths,
    components: {
      schemas: { ...schemas, ...errorSchemas },
      responses: Object.fromEntries(Object.entries(errorResponses).filter(([name]) => used.has(name))),
      parameters: sharedParameters,
      headers,
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "`tokens.access` of a login." },
        refreshCookie: {
          type: "apiKey",
          in: "cookie",
          name: "tessera_refresh",
          description: "Set by register, login and refresh with `cookie: true`; no script can read it.",
        },
      },
    },
  };
}
