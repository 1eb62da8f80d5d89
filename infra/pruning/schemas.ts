import type { Rewriting } from "./prune.ts";

/**
 * An SDK client describes all operations of its service in one file; we use few. Two things keep the others in a bundle:
 *
 * - Keys that stand in constants, `{ [_e]: _c }`: esbuild can't know that evaluating them has no effect. Written out, what
 *   is unused falls away.
 * - Errors are registered as the file is loaded. One that carries nothing but a message needs no description: the client
 *   then throws its service's base exception under the same name, as it does for errors newer than itself.
 */
export const schemas: Rewriting = {
  file: /[\\/]@aws-sdk[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/,
  rewrite: (text) => withoutBareErrors(withLiteralKeys(text)),
};

function withLiteralKeys(text: string): string {
  const words = new Map([...text.matchAll(/^const (\w+) = ("[^"\n]*");$/gm)].map(([, name, word]) => [name, word]));
  const written = text.replace(/\[(\w+)\]:/g, (key, name: string) => (words.has(name) ? `${words.get(name)}:` : key));
  if (written === text || /\{ \[\w+\]:/.test(written))
    throw new Error("An SDK client's schemas name their keys in another way than before (docs/adr/0022-cold.md).");
  return written;
}

/** `[-3, namespace, name, traits, [message], [0]]`, and the line that registers it. */
const bareError =
  /^(export var (\w+\$) = \[-3, n0, \w+,\n {4}\{.*\},\n {4}\[(?:_m|_M)?\],\n {4}\[0?\]\n\];)\nn0_registry\.registerError\(\2, \w+\);$/gm;

function withoutBareErrors(text: string): string {
  const without = text.replace(bareError, "$1");
  if (without === text)
    throw new Error("An SDK client registers its errors in another way than before (docs/adr/0022-cold.md).");
  return without;
}

/** A client's package.json, of which it reads its version. */
export const versions: Rewriting = {
  file: /[\\/]@aws-sdk[\\/]client-[a-z0-9-]+[\\/]package\.json$/,
  rewrite: (text) => JSON.stringify({ version: (JSON.parse(text) as { version: string }).version }),
};
