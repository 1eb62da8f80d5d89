// Brings the dependencies when they are missing or other than the lock file says.
import { existsSync, readFileSync } from "node:fs";
import { inRoot, node24 } from "./place.mjs";
import { run } from "./run.mjs";
import { step, Stop } from "./say.mjs";

const packages = (file) => Object.entries(JSON.parse(readFileSync(inRoot(file), "utf8")).packages);

/** npm writes what it installed into a lock file of its own; links to workspaces have no version there. */
function installed() {
  try {
    const present = new Map(packages("node_modules/.package-lock.json").map(([path, { version }]) => [path, version]));
    const wanted = packages("package-lock.json").filter(
      ([path, { optional, peer, link }]) => path.includes("node_modules/") && !optional && !peer && !link,
    );
    return existsSync(node24) && wanted.every(([path, { version }]) => present.get(path) === version);
  } catch {
    return false;
  }
}

export async function ensureInstalled() {
  if (installed()) return;
  await step("dependencies", async () => {
    const args = ["ci", "--no-audit", "--no-fund"];
    const npm = process.env.npm_execpath; // set when npm called us; its own file then runs under any Node
    await (npm?.endsWith("js")
      ? run(process.execPath, [npm, ...args], { what: "npm ci" })
      : run("npm", args, { what: "npm ci" }));
  });
  if (!existsSync(node24))
    throw new Stop("npm ci has not brought Node 24 (package `node`): are install scripts switched off?");
}
