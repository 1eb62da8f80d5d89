import { watch } from "node:fs";
import type { FunctionSpec } from "../template/model.ts";

/** Milliseconds of silence after which a bundle counts as written. */
const settle = 100;

/** Calls back with a function's name when its bundle has changed; returns what ends the watching. */
export function watchBundles(functions: readonly FunctionSpec[], changed: (name: string) => void): () => void {
  const timers = new Map<string, NodeJS.Timeout>();
  const watchers = functions.map((spec) =>
    watch(spec.dir, () => {
      clearTimeout(timers.get(spec.name));
      timers.set(
        spec.name,
        setTimeout(() => changed(spec.name), settle),
      );
    }),
  );
  return () => {
    for (const watcher of watchers) watcher.close();
    for (const timer of timers.values()) clearTimeout(timer);
  };
}
