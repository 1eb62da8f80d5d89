import type { Plugin } from "vite";

const schemaFile = /packages\/core\/src\/.+\.schema\.ts$/;

interface Line {
  readonly method: string;
  readonly path: string;
  readonly access: string;
  readonly answer: unknown;
  readonly status: number;
}

const isTable = (name: string, value: unknown): value is Record<string, Line> =>
  name.endsWith("Routes") && typeof value === "object" && value !== null;

/** What the browser needs of a line: where to ask, and whether there will be an answer to read. */
const lean = ({ method, path, access, answer, status }: Line) => ({
  method,
  path,
  access,
  answer: answer === null ? null : {},
  status,
});

function statement(name: string, value: unknown): string {
  if (Array.isArray(value)) return `export const ${name} = ${JSON.stringify(value)};`;
  if (!isTable(name, value)) return "";
  const lines = Object.entries(value).map(([key, line]) => [key, lean(line)]);
  return `export const ${name} = ${JSON.stringify(Object.fromEntries(lines))};`;
}

/**
 * Leaves core's schemas out of the browser: their types are all that the app takes of them, the API validates.
 * Route tables and lists of words stay. Saves 5 KB on every page; importing a schema itself fails the build.
 */
export function routesOnly(): Plugin {
  return {
    name: "tessera:routes-only",
    enforce: "pre",
    async load(id) {
      if (!schemaFile.test(id)) return null;
      // Node reads the module as it is: what it exports is what the source says.
      const exports = Object.entries((await import(id)) as Record<string, unknown>);
      return exports.map(([name, value]) => statement(name, value)).join("\n");
    },
  };
}
