import { createHash } from "node:crypto";
import type { Call, Document, Verb } from "./document.ts";
import { anchor, code, escaped, paragraphs } from "./html.ts";
import { callSection } from "./page-call.ts";
import { fields } from "./page-schema.ts";
import { style } from "./page-style.ts";

/** The page may show its own style and our icon; it has no script, and asks nobody else for anything. */
export const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

interface Listed {
  readonly path: string;
  readonly verb: Verb;
  readonly call: Call;
}

function callsOf({ paths }: Document, tag: string): Listed[] {
  return Object.entries(paths).flatMap(([path, verbs]) =>
    (Object.entries(verbs) as [Verb, Call][])
      .filter(([, call]) => call.tags.includes(tag))
      .map(([verb, call]) => ({ path, verb, call })),
  );
}

const entry = ({ verb, call }: Listed): string =>
  `<li><a href="#${anchor(call.operationId)}">${escaped(call.summary)} <span class="${verb}">${verb.toUpperCase()}</span></a></li>`;

function navigation(document: Document): string {
  const sections = document.tags.map(
    ({ name }) =>
      `<li><a href="#${anchor(`about ${name}`)}">${escaped(name)}</a><ol>${callsOf(document, name).map(entry).join("")}</ol></li>`,
  );
  return `<nav aria-label="Contents"><ol><li><a href="#top">Introduction</a></li>${sections.join("")}<li><a href="#schemas">Schemas</a></li></ol></nav>`;
}

function schemas({ components }: Document): string {
  const all = Object.entries(components.schemas).map(([name, schema]) => {
    const [example] = schema.examples ?? [];
    const shown = example === undefined ? "" : `<details><summary>Example</summary>${code(example)}</details>`;
    return `<article id="schema-${anchor(name)}"><h3>${escaped(name)}</h3>${schema.description ? paragraphs(schema.description) : ""}${fields(schema, schema.additionalProperties === false)}${shown}</article>`;
  });
  return `<section><h2 id="schemas">Schemas</h2>${all.join("")}</section>`;
}

/** The API's reference as one page that needs nothing else, for a browser without scripts or network. */
export function page(document: Document): string {
  const { title, summary, description, version } = document.info;
  const sections = document.tags.map(
    ({ name, description: about }) =>
      `<section><h2 id="${anchor(`about ${name}`)}">${escaped(name)}</h2>${paragraphs(about)}${callsOf(document, name)
        .map(({ path, verb, call }) => callSection(document, path, verb, call))
        .join("")}</section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(title)}</title><meta name="description" content="${escaped(summary)}"><link rel="icon" href="/icon.svg"><style>${style}</style></head>
<body id="top"><a class="skip" href="#main">Skip the contents</a>${navigation(document)}
<main id="main"><h1>${escaped(title)}</h1><p class="limits">Version ${escaped(version)} · OpenAPI ${escaped(document.openapi)} · <a href="/api/openapi.json">openapi.json</a></p>
${paragraphs(description)}${sections.join("")}${schemas(document)}</main></body></html>
`;
}
