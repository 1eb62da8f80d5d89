import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import adapter from "@sveltejs/adapter-static";
import type { Adapter } from "@sveltejs/kit";

interface Chunk {
  readonly file: string;
  readonly src?: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

type Chunks = Readonly<Record<string, Chunk>>;

/** What Kit waits for on every page, and what a board is made of: as the parts' own files say. */
const everywhere = [/routes\/\+error\.svelte"/];
const ofBoard = [
  /routes\/\(app\)\/\+layout\.svelte"/,
  /routes\/\(app\)\/p\/\[key\]\/\+layout\.svelte"/,
  /routes\/\(app\)\/p\/\[key\]\/\+page\.svelte"/,
];

/** Everything that a chunk needs, itself first. */
function* withImports(chunks: Chunks, name: string, seen = new Set<string>()): Generator<Chunk> {
  const chunk = chunks[name];
  if (!chunk || seen.has(name)) return;
  seen.add(name);
  yield chunk;
  for (const one of chunk.imports ?? []) yield* withImports(chunks, one, seen);
}

function partOf(chunks: Chunks, which: RegExp): string {
  const isPart = (name: string) => /client-optimized\/nodes\/\d+\.js$/.test(name);
  const found = Object.keys(chunks).find((name) => isPart(name) && which.test(readFileSync(name, "utf8")));
  if (found === undefined) throw new Error(`no part of the app is ${which}`);
  return found;
}

/** The page, with links to all that these parts need and it doesn't name yet. */
function naming(page: string, chunks: Chunks, parts: readonly RegExp[]): string {
  const needed = parts.flatMap((part) => [...withImports(chunks, partOf(chunks, part))]);
  const scripts = needed.map(({ file }) => `<link href="/${file}" rel="modulepreload">`);
  const styles = needed.flatMap(({ css = [] }) => css).map((file) => `<link href="/${file}" rel="stylesheet">`);
  const links = [...new Set([...scripts, ...styles])].filter((link) => !page.includes(link));
  return page.replace("</head>", `${links.map((link) => `  ${link}\n  `).join("")}</head>`);
}

/**
 * Writes the app as files. Every address is answered with one page, `200.html`; a board's (docs/adr/0012) with
 * `board.html`, the same page that also names what a board is made of, so that all of it comes at once and not
 * after the first files have run.
 */
export function pages(): Adapter {
  const files = adapter({ fallback: "200.html" });
  return {
    ...files,
    async adapt(builder) {
      await files.adapt(builder);
      const manifest = path.join(builder.getClientDirectory(), ".vite/manifest.json");
      const chunks = JSON.parse(readFileSync(manifest, "utf8")) as Chunks; // as Vite writes it
      const page = naming(readFileSync("build/200.html", "utf8"), chunks, everywhere);
      writeFileSync("build/200.html", page);
      writeFileSync("build/board.html", naming(page, chunks, ofBoard));
    },
  };
}
