// What can be wrong without running anything of ours: each is one check, one command.
import { inPackage, inRoot } from "./place.mjs";
import { runNode } from "./run.mjs";

const tool = (...parts) => inPackage(...parts);
const web = { cwd: inRoot("web") };

let synced;

/** SvelteKit's generated types; every npm install deletes them. Once, as two checks at a time need them. */
const sync = () =>
  (synced ??= runNode([tool("@sveltejs/kit/svelte-kit.js"), "sync"], { ...web, what: "svelte-kit sync" }));

export const prettier = (...args) =>
  runNode([tool("prettier/bin/prettier.cjs"), "--log-level", "warn", "--cache", ...args, "."], { what: "prettier" });

/** Components beside all else: for each of them TypeScript works out the whole program anew. */
const eslint = (...args) => runNode([tool("eslint/bin/eslint.js"), "--max-warnings", "0", ...args], { what: "eslint" });

/** Each rejects with what the tool printed. */
export const checks = {
  format: () => prettier("--check"),
  lint: async () => {
    await sync();
    await Promise.all([eslint(".", "--ignore-pattern", "**/*.svelte"), eslint("web/**/*.svelte")]);
  },
  types: () =>
    runNode([tool("typescript/bin/tsc"), "-p", ".", "--incremental", "--tsBuildInfoFile", "dist/types.tsbuildinfo"], {
      what: "tsc",
    }),
  "web types": async () => {
    await sync();
    await runNode([tool("svelte-check/bin/svelte-check"), "--tsconfig", "tsconfig.json", "--fail-on-warnings"], {
      ...web,
      what: "svelte-check",
    });
    await runNode([tool("typescript/bin/tsc"), "-p", "src/service-worker"], { ...web, what: "tsc" });
  },
};
