// The data folder of the local cloud, as far as the commands care: is it ours, is it empty, how far is the demo.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "./place.mjs";
import { Stop } from "./say.mjs";

const marker = (folder) => join(folder, "tessera.json");

/** "none": the user wants none · "loading": begun, to be finished at the next start · "loaded". */
export function demoState(folder) {
  try {
    return JSON.parse(readFileSync(marker(folder), "utf8")).demo;
  } catch {
    return undefined;
  }
}

export function setDemoState(folder, demo) {
  writeFileSync(`${marker(folder)}.new`, `${JSON.stringify({ demo })}\n`);
  renameSync(`${marker(folder)}.new`, marker(folder));
}

/** Makes the folder ready for a start; `fresh` empties it first, but only if it is a folder of ours. */
export function prepareData(folder, { fresh, demo }) {
  try {
    const occupied = existsSync(folder) && readdirSync(folder).length > 0;
    const ours = existsSync(marker(folder)) || folder === inRoot(".tessera");
    if (occupied && !ours) throw new Stop(`${folder} holds something else: choose another folder with --data`);
    if (fresh && ours) rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    if (demoState(folder) === undefined)
      setDemoState(folder, demo && readdirSync(folder).length === 0 ? "loading" : "none");
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop(
      `cannot use the data folder ${folder}: ${error.code === "ENOSPC" ? "the disk is full" : error.message}`,
    );
  }
}
