import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { reactions } from "@tessera/core/reactions";
import { routes } from "@tessera/core/routes";
import { context, type BuildOptions } from "esbuild";
import { builtins } from "./pruning/builtins.ts";
import { cuts } from "./pruning/cuts.ts";
import { prune } from "./pruning/prune.ts";
import { schemas, versions } from "./pruning/schemas.ts";

/** Bundles every function in one esbuild call: `node infra/bundle.ts [--watch]`. */

const root = path.resolve(import.meta.dirname, "..");

/** Where the bundle of a function is, which is what its Lambda asset is made from. */
export const bundleOf = (name: string): string => path.join(root, "dist/functions", name);

/** The entry of each function, by its name. */
const entries = Object.fromEntries([
  ...Object.keys(routes).map((name) => [name, `functions/http/${name}.ts`] as const),
  ...Object.keys(reactions).map((name) => [name, `functions/events/${name}.ts`] as const),
]);

/** How functions are bundled: which entries, to where. */
export const bundling = (entryPoints: Readonly<Record<string, string>>, outdir: string): BuildOptions => ({
  absWorkingDir: root,
  entryPoints: { ...entryPoints },
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  mainFields: ["module", "main"], // ESM builds of the SDK: half of the bytes
  minify: true,
  keepNames: false,
  sourcemap: "external", // beside the bundle, for stack traces here; not in the asset
  metafile: true,
  legalComments: "none",
  plugins: [builtins, prune(cuts, [schemas, versions])],
  logLevel: "warning",
});

function all(): BuildOptions {
  const missing = Object.values(entries).filter((entry) => !existsSync(path.join(root, entry)));
  if (missing.length > 0) throw new Error(`no entry: ${missing.join(", ")}`);
  const points = Object.entries(entries).map(([name, entry]) => [`${name}/index`, entry]);
  return bundling(Object.fromEntries(points) as Record<string, string>, path.join(root, "dist/functions"));
}

async function main(watch: boolean): Promise<void> {
  const build = await context(all());
  if (watch) return build.watch();
  const { metafile } = await build.rebuild().finally(() => build.dispose()); // left open, a failed build would never end
  mkdirSync(path.join(root, "dist"), { recursive: true });
  writeFileSync(path.join(root, "dist/functions.meta.json"), JSON.stringify(metafile));
}

if (import.meta.main)
  await main(process.argv.includes("--watch")).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
