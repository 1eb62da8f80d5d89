// Where things are, and the Node 24 that everything but these scripts runs on.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(fileURLToPath(import.meta.url), "../../..");

export const inRoot = (...parts) => join(root, ...parts);

/** Lambda's Node, from the npm package `node`. */
export const node24 = inRoot("node_modules/node/bin/node");

/** A file of an installed package, wherever npm has put that package. */
export const inPackage = (...parts) => {
  const candidates = [inRoot("web/node_modules", ...parts), inRoot("node_modules", ...parts)];
  return candidates.find((file) => existsSync(file)) ?? candidates[1];
};

/** What `vite build` makes, and a deploy uploads. */
export const site = inRoot("web/build");
