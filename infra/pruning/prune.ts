import { readFile } from "node:fs/promises";
import path from "node:path";
import type { OnLoadResult, Plugin, PluginBuild } from "esbuild";

/** A module that bundles get another one for. */
export interface Cut {
  /** As it is imported. */
  readonly module: string;
  /** Whose imports of it are meant: the end of the importing file's folder; everybody's without it. */
  readonly of?: string;
  /** The file that stands in for it, or its text. */
  readonly instead: string | { readonly text: string };
}

/** A file of a dependency that bundles get in other words, which mean the same. */
export interface Rewriting {
  /** Matches the file's path. */
  readonly file: RegExp;
  /** @throws Error when it doesn't find what it rewrites. */
  readonly rewrite: (text: string) => string;
}

const moved = (what: string): string =>
  `${what} is not met in any bundle: an upgrade has moved it. Look where it went, then mend or drop this cut (docs/adr/0022-cold.md).`;

/**
 * Takes out of bundles what our functions never run. It knows insides of dependencies, so it fails the build when one of its
 * cuts isn't met any more; that a stand-in lacks what is imported from it, esbuild says itself.
 */
export const prune = (cuts: readonly Cut[], rewritings: readonly Rewriting[] = []): Plugin => ({
  name: "prune",
  setup(build) {
    const met = new Set<Cut | Rewriting>();
    for (const cut of cuts) take(build, cut, () => met.add(cut));
    for (const one of rewritings) reword(build, one, () => met.add(one));
    build.onEnd(({ errors }) => {
      if (errors.length > 0) return {}; // what it says is the cause
      const lost = [
        ...cuts.filter((cut) => !met.has(cut)).map(({ module, of }) => (of ? `${module} of ${of}` : module)),
        ...rewritings.filter((one) => !met.has(one)).map(({ file }) => String(file)),
      ];
      return { errors: lost.map((what) => ({ text: moved(what) })) };
    });
  },
});

const exactly = (specifier: string): RegExp => new RegExp(`^${specifier.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}$`);

function take(build: PluginBuild, { module, of, instead }: Cut, seen: () => void): void {
  const place = `${module}${of ? ` of ${of}` : ""}`;
  build.onResolve({ filter: exactly(module) }, ({ importer }) => {
    if (of && !path.dirname(importer).endsWith(path.join("/", of))) return undefined;
    seen();
    return typeof instead === "string" ? { path: instead } : { path: place, namespace: "instead" };
  });
  if (typeof instead === "string") return;
  build.onLoad({ filter: exactly(place), namespace: "instead" }, () => ({
    contents: instead.text,
    resolveDir: import.meta.dirname,
  }));
}

function reword(build: PluginBuild, { file, rewrite }: Rewriting, seen: () => void): void {
  build.onLoad({ filter: file, namespace: "file" }, async ({ path: found }): Promise<OnLoadResult> => {
    const contents = rewrite(await readFile(found, "utf8"));
    seen();
    return { contents, loader: found.endsWith(".json") ? "json" : "js" };
  });
}
