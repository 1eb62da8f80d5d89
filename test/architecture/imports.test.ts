import { describe, expect, it } from "vitest";
import { imports, resolve, sources } from "./sources.ts";

interface Room {
  readonly folder: string;
  readonly opens: RegExp;
  readonly never: RegExp;
  readonly but?: string;
}

/** Which files of ours each room may open, and which packages never belong in it. */
const rooms: readonly Room[] = [
  {
    folder: "packages/core/src",
    opens: /^(packages\/core\/src\/|docs\/openapi\.json$)/,
    never: /^(@middy\/|aws-cdk-lib|constructs|cdk-nag|svelte|@sveltejs\/|esbuild)/,
  },
  {
    folder: "functions",
    opens: /^(functions|packages\/core\/src)\//,
    never: /^(aws-cdk-lib|constructs|svelte|@sveltejs\/|electrodb|@aws-sdk\/)/,
  },
  {
    folder: "infra",
    opens: /^(infra\/|packages\/core\/src\/(routes|reactions|kit\/route|table\/table)\.ts$)/,
    never: /^(@middy\/|svelte|@sveltejs\/|electrodb|@aws-sdk\/)/,
  },
  {
    folder: "web/src",
    opens: /^(web\/|packages\/core\/src\/(.*\.schema|routes|kit\/(route|error|schema))\.ts$)/,
    never: /^(@middy\/|aws-cdk-lib|constructs|electrodb|@aws-sdk\/|@aws-lambda)/,
  },
  { folder: "packages/local/src", opens: /^packages\/local\//, never: /^(aws-cdk-lib|@middy\/|svelte|@sveltejs\/)/ },
  {
    folder: "test",
    opens: /^(test|infra|packages|web\/src\/lib\/state)\//,
    never: /^@middy\//,
    but: "test/bench/cold/usual.ts", // others' function, by which ours are measured
  },
  { folder: "scripts", opens: /^((scripts|packages\/local)\/|infra\/settings\.ts$)/, never: /^(aws-cdk-lib|@middy\/)/ },
];

describe.each(rooms)("$folder", ({ folder, opens, never, but }) => {
  const found = sources(folder, /\.(ts|mjs|svelte)$/).flatMap((source) =>
    imports(source).map((specifier) => ({ file: source.file, specifier, target: resolve(source.file, specifier) })),
  );
  const asLine = ({ file, specifier }: { file: string; specifier: string }) => `${file} imports ${specifier}`;

  it("is seen by this test", () => {
    expect(found.length).toBeGreaterThan(folder === "functions" ? 4 : 10);
  });

  it("opens doors inward only", () => {
    const wrong = found.filter(({ target }) => target !== undefined && !opens.test(target));

    expect(wrong.map(asLine)).toEqual([]);
  });

  it("needs no package of another room", () => {
    const wrong = found
      .filter(({ target, specifier }) => target === undefined && never.test(specifier))
      .filter(({ file }) => file !== but);

    expect(wrong.map(asLine)).toEqual([]);
  });
});
