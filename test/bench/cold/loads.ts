import { execFile } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { FunctionSpec } from "@tessera/local/template/model";

const run = promisify(execFile);

/** What is loaded: a function of ours, or what it is measured by. */
export interface Bundle {
  readonly name: string;
  readonly file: string;
  /** MiB of the function, from which the runtime's flags follow. */
  readonly memory: number;
}

export interface Load extends Bundle {
  readonly bytes: number;
  readonly zipped: number;
  /** Milliseconds of a fresh process from `import` to a handler: wall clock, and the thread's own CPU. */
  readonly ms: readonly number[];
  readonly cpu: readonly number[];
}

/**
 * Lambda's flags as its published bootstraps have them; whether nodejs24.x still has all of them can't be seen from here.
 * @param memory MiB
 */
export const flags = (memory: number): string[] => [
  "--expose-gc",
  "--max-http-header-size=81920",
  `--max-semi-space-size=${Math.floor(memory * 0.05)}`,
  `--max-old-space-size=${Math.floor(memory * 0.9)}`,
  "--no-experimental-require-module",
];

/** What a function finds in Lambda besides its own variables. */
export const environment = {
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
  AWS_SESSION_TOKEN: "bench",
  AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
  TZ: ":UTC",
};

/** An empty handler, and the usual stack by esbuild's own settings for Node, minified. */
export async function yardsticks(folder: string): Promise<Bundle[]> {
  const options = { bundle: true, minify: true, platform: "node", target: "node24", logLevel: "warning" } as const;
  const [empty, usual] = [path.join(folder, "empty.cjs"), path.join(folder, "usual.cjs")];
  await build({ ...options, stdin: { contents: "exports.handler = async () => ({})" }, outfile: empty });
  await build({
    ...options,
    entryPoints: [path.join(import.meta.dirname, "usual.ts")],
    outfile: usual,
    sourcemap: "external",
  });
  return [
    { name: "empty handler", file: empty, memory: 1024 },
    { name: "usual stack", file: usual, memory: 1024 },
  ];
}

/** The bundles in a folder as `infra/bundle.ts` makes it, with the memory that the templates give their functions. */
export const ours = (folder: string, functions: readonly FunctionSpec[]): Bundle[] =>
  functions.map(({ name, memory }) => ({
    name: name.toLowerCase(),
    file: path.resolve(folder, name.toLowerCase(), "index.mjs"),
    memory,
  }));

interface Once {
  readonly ms: number;
  readonly cpu: number;
}

async function once({ file, memory }: Bundle): Promise<Once> {
  const script = path.join(import.meta.dirname, "import.mjs");
  const { stdout } = await run(process.execPath, [...flags(memory), script, file], { env: environment });
  return JSON.parse(stdout) as Once;
}

/** Loads each bundle so many times, in turns, so that what else the machine does meets all of them. */
export async function loads(bundles: readonly Bundle[], rounds: number, tell: (line: string) => void): Promise<Load[]> {
  const found = bundles.map((bundle) => ({ bundle, ms: [] as number[], cpu: [] as number[] }));
  for (let round = 1; round <= rounds; round++) {
    tell(`loading, round ${round} of ${rounds}`);
    for (const { bundle, ms, cpu } of found) {
      const one = await once(bundle);
      ms.push(one.ms);
      cpu.push(one.cpu);
    }
  }
  return found.map(({ bundle, ms, cpu }) => {
    const zipped = gzipSync(readFileSync(bundle.file)).length;
    return { ...bundle, bytes: statSync(bundle.file).size, zipped, ms, cpu };
  });
}
