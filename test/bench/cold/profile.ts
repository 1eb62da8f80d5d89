import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { fileURLToPath } from "node:url";

/** On whose behalf a function's thread was busy. */
export const owners = ["ours", "ElectroDB", "other packages", "AWS SDK", "Node, collecting"] as const;
export type Owner = (typeof owners)[number];

interface Frame {
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
  readonly functionName: string;
}

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Frame; readonly children?: readonly number[] }[];
  readonly samples: readonly number[];
  /** Microseconds. */
  readonly timeDeltas: readonly number[];
}

const ownerOf = (source: string): Owner => {
  if (/node_modules\/(@aws-sdk|@smithy|@aws)\//.test(source)) return "AWS SDK";
  if (/node_modules\/electrodb\//.test(source)) return "ElectroDB";
  return source.includes("node_modules/") ? "other packages" : "ours";
};

/** The shares of a profile by owner: Node's own work counts for whoever called it, and as Node's where nobody did. */
export function sharesOf(profile: Profile, bundle: string): Record<Owner, number> {
  const map = new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, "utf8")) as SourceMapPayload);
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const known = new Map<number, Owner>();
  const own = (id: number): Owner => {
    const { url, lineNumber, columnNumber } = nodes.get(id)?.callFrame ?? { url: "", lineNumber: 0, columnNumber: 0 };
    if (url.startsWith("file:") && fileURLToPath(url) === bundle) {
      const entry = map.findEntry(lineNumber, columnNumber);
      return "originalSource" in entry ? ownerOf(entry.originalSource) : "other packages";
    }
    const parent = parents.get(id);
    return parent === undefined ? "Node, collecting" : find(parent);
  };
  const find = (id: number): Owner => {
    const owner = known.get(id) ?? own(id);
    known.set(id, owner);
    return owner;
  };
  const spent = Object.fromEntries(owners.map((owner) => [owner, 0])) as Record<Owner, number>;
  for (const [i, id] of profile.samples.entries())
    if (nodes.get(id)?.callFrame.functionName !== "(idle)") spent[find(id)] += profile.timeDeltas[i] ?? 0;
  const all = Object.values(spent).reduce((sum, one) => sum + one, 0);
  return Object.fromEntries(owners.map((owner) => [owner, spent[owner] / all])) as Record<Owner, number>;
}
