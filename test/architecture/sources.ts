import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./templates.ts";

export interface Source {
  /** From the root, with slashes. */
  readonly file: string;
  readonly text: string;
}

const made = /(^|\/)(node_modules|build|dist|\.svelte-kit|test-results|__screenshots__)(\/|$)/;

/** Our own files under a folder that a person writes. */
export function sources(folder: string, kinds = /\.(ts|mjs|js|svelte|css|html)$/): Source[] {
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
  return names
    .map((name) => `${folder}/${name.split(path.sep).join("/")}`)
    .filter((file) => kinds.test(file) && !made.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), "utf8") }));
}

/** Static and dynamic imports and re-exports, by specifier. */
export function imports({ text }: Source): string[] {
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/[^\n]*/g, "$1");
  const found = withoutComments.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["']([^"'\n]+)["']/g);
  return [...found].map(([, specifier]) => specifier!);
}

/** The file that a specifier of ours means, from the root; `undefined` for packages. */
export function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return path.posix.join(path.posix.dirname(from), specifier);
  const own = /^@tessera\/(core|local)\/(.+)$/.exec(specifier);
  if (own) return `packages/${own[1]}/src/${own[2]}.ts`;
  return specifier.startsWith("#lib/") ? `web/src/lib/${specifier.slice(5)}` : undefined;
}
