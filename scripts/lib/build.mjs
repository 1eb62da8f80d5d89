// The build, in three steps, each skipped while the files it is made from have not changed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { inPackage, inRoot, root, site } from "./place.mjs";
import { runNode } from "./run.mjs";
import { step, Stop } from "./say.mjs";

const steps = {
  functions: {
    from: ["functions", "packages/core/src", "infra/bundle.ts", "infra/pruning", "package-lock.json"],
    makes: inRoot("dist/functions"),
    work: () => runNode(["infra/bundle.ts"], { what: "bundling the functions" }),
  },
  templates: {
    from: ["infra", "packages/core/src", "functions", "cdk.json", "package-lock.json"],
    makes: inRoot("cdk.out/manifest.json"),
    work: () => runNode(["infra/app.ts"], { what: "synthesising the templates" }),
  },
  /** For hot reload: its functions are `dist/functions` itself instead of copies by content. */
  "dev templates": {
    from: ["infra", "packages/core/src", "functions", "cdk.json", "package-lock.json"],
    makes: inRoot("dist/cdk.dev/manifest.json"),
    work: () =>
      runNode(["infra/app.ts"], {
        env: { CDK_OUTDIR: "dist/cdk.dev", TESSERA_DEV: "1" },
        what: "synthesising the templates",
      }),
  },
  web: {
    from: ["web", "packages/core/src", "package-lock.json"],
    makes: join(site, "200.html"),
    work: () => runNode([inPackage("vite/bin/vite.js"), "build"], { cwd: inRoot("web"), what: "building the web app" }),
  },
};

const made = /^(node_modules|build|dist|\.svelte-kit|\.vite|coverage|test-results)$/;
const test = /\.test\.ts$/;

function* files(path) {
  if (!existsSync(path)) return;
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    yield path; // a file
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1)))
    if (entry.isDirectory() ? !made.test(entry.name) : !test.test(entry.name)) yield* files(join(path, entry.name));
}

function fingerprint(paths) {
  const hash = createHash("sha256").update(process.env.TESSERA_SETTINGS ?? "{}"); // what a deploy chooses (settings.mjs)
  for (const file of paths.flatMap((path) => [...files(inRoot(path))]))
    hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/** "unchanged", or nothing after the step has run. */
async function unlessUnchanged(name) {
  const { from, makes, work } = steps[name];
  const stamp = inRoot("dist/stamps", name);
  const now = fingerprint(from);
  if (existsSync(makes) && existsSync(stamp) && readFileSync(stamp, "utf8") === now) return "unchanged";
  rmSync(stamp, { force: true });
  await work();
  if (!existsSync(makes)) throw new Stop(`the step "${name}" has not made ${relative(root, makes)}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

export const buildFunctions = () => step("functions", () => unlessUnchanged("functions"));
export const buildTemplates = () => step("templates", () => unlessUnchanged("templates"));
export const buildWeb = () => step("web app", () => unlessUnchanged("web"));

const buildDevTemplates = () => step("templates", () => unlessUnchanged("dev templates"));

/** Everything that a deploy or the local cloud takes: `dist/functions`, `cdk.out` and `web/build`. */
export async function buildAll({ web = true, dev = false } = {}) {
  const templates = buildFunctions().then(dev ? buildDevTemplates : buildTemplates);
  await Promise.all([templates, ...(web ? [buildWeb()] : [])]);
}
