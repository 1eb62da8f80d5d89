import type { Call, Document, Header, Media, Parameter, Ref, Response, Verb } from "./document.ts";
import { anchor, code, escaped, inline, paragraphs } from "./html.ts";
import { field, fields, link, typeOf } from "./page-schema.ts";

/** One operation of the reference page. */

const nameIn = (ref: string): string => ref.split("/").at(-1) ?? "";

const parameterOf = (document: Document, one: Parameter | Ref): Parameter | undefined =>
  "$ref" in one ? document.components.parameters[nameIn(one.$ref)] : one;

const responseOf = (document: Document, one: Response | Ref): Response | undefined =>
  "$ref" in one ? document.components.responses[nameIn(one.$ref)] : one;

const noteOf = ({ required, explode }: Parameter): string | undefined => {
  if (explode !== undefined) return explode ? "repeatable" : "with commas";
  return required ? "required" : undefined;
};

function parameters(document: Document, call: Call): string {
  const places = { path: "In the path", query: "Query", header: "Headers" };
  const all = (call.parameters ?? []).flatMap((one) => parameterOf(document, one) ?? []);
  return (Object.keys(places) as (keyof typeof places)[])
    .map((place) => [place, all.filter((one) => one.in === place)] as const)
    .filter(([, some]) => some.length > 0)
    .map(
      ([place, some]) =>
        `<h4>${places[place]}</h4><dl>${some
          .map((one) => field(one.name, one.schema, { note: noteOf(one), description: one.description }))
          .join("")}</dl>`,
    )
    .join("");
}

const example = (title: string, { example: value }: Media): string =>
  value === undefined ? "" : `<details><summary>${escaped(title)}</summary>${code(value)}</details>`;

function body(document: Document, { requestBody }: Call): string {
  const media = requestBody?.content["application/json"];
  if (!requestBody || !media) return "";
  const { $ref } = media.schema;
  const schema = ($ref && document.components.schemas[nameIn($ref)]) || media.schema;
  const note = requestBody.required ? "" : " <em>may be left out</em>";
  return `<h4>Body${note}</h4>${fields(schema, true)}`;
}

const secured = ({ security }: Call): string => {
  if (security.some((one) => "bearer" in one)) return "with a bearer token";
  return security.length > 0 ? "with the refresh token, in the body or its cookie" : "open to everybody";
};

/** What to type in a shell. The host is where the page comes from, so it is left to the reader. */
function curl(document: Document, path: string, verb: Verb, call: Call): string {
  const all = (call.parameters ?? []).flatMap((one) => parameterOf(document, one) ?? []);
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const example = all.find((one) => one.name === name)?.example;
    return typeof example === "string" ? example : name;
  });
  const data = call.requestBody?.content["application/json"]?.example;
  return [
    `curl ${verb === "get" ? "" : `-X ${verb.toUpperCase()} `}"$TESSERA${filled}"`,
    ...(call.security.some((one) => "bearer" in one) ? [`-H "Authorization: Bearer $TOKEN"`] : []),
    ...(data === undefined
      ? []
      : [`-H "Content-Type: application/json"`, `-d '${JSON.stringify(data).replaceAll("'", `'\\''`)}'`]),
  ].join(" \\\n  ");
}

function answers(document: Document, call: Call): string {
  const all = Object.entries(call.responses).map(([status, one]) => [status, responseOf(document, one)] as const);
  const row = ([status, one]: (typeof all)[number]): string => {
    const [media] = Object.values(one?.content ?? {});
    const shown = media && Number(status) < 300 ? ` <span class="type">${whatIs(media)}</span>` : "";
    const told = headersOf(document, one);
    return `<dt><b class="s${status.charAt(0)}">${status}</b></dt><dd>${inline(one?.description ?? "")}${shown}${told}</dd>`;
  };
  const [first] = all.flatMap(([status, one]) => (Number(status) < 300 ? Object.values(one?.content ?? {}) : []));
  return `<h4>Answers</h4><dl class="answers">${all.map(row).join("")}</dl>${first ? example("Example of an answer", first) : ""}`;
}

function headersOf({ components }: Document, one: Response | undefined): string {
  const names = Object.keys(one?.headers ?? {}).filter((name) => name !== "x-request-id");
  const told = (name: string): Header | undefined => components.headers[nameIn(one?.headers?.[name]?.$ref ?? "")];
  return names.map((name) => `<br><code>${escaped(name)}</code> ${inline(told(name)?.description ?? "")}`).join("");
}

function whatIs({ schema }: Media): string {
  if (schema.$ref) return link(schema.$ref);
  const listed = schema.properties?.["results"]?.items;
  return listed ? `page of ${typeOf(listed)}` : typeOf(schema);
}

export function callSection(document: Document, path: string, verb: Verb, call: Call): string {
  return `<article id="${anchor(call.operationId)}">
<h3>${escaped(call.summary)} <a class="here" href="#${anchor(call.operationId)}" aria-label="Link to: ${escaped(call.summary)}">#</a></h3>
<p class="address"><b class="${verb}">${verb.toUpperCase()}</b> <code>${escaped(path).replaceAll("/", "/<wbr>")}</code> <span class="limits">${secured(call)}</span></p>
${call.description ? paragraphs(call.description) : ""}${parameters(document, call)}${body(document, call)}
${code(curl(document, path, verb, call))}
${answers(document, call)}
</article>`;
}
