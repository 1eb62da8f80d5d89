import { readFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "vite";

const iconFile = /@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte$/;

type Shape = readonly [tag: string, attributes: Readonly<Record<string, string>>];

const numbers = (from: Readonly<Record<string, string>>, names: string): number[] =>
  names.split(" ").map((name) => Number(from[name] ?? 0));

/** A shape as a path's data. */
const outlines: Record<string, (of: Readonly<Record<string, string>>) => string> = {
  // A small m is from the end of what stands before.
  path: ({ d = "" }) => (d.startsWith("m") ? `M0 0${d}` : d),
  line: ({ x1, y1, x2, y2 }) => `M${x1} ${y1}L${x2} ${y2}`,
  circle: (of) => {
    const [cx = 0, cy = 0, r = 0] = numbers(of, "cx cy r");
    return `M${cx - r} ${cy}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
  },
  rect: (of) => {
    const [x = 0, y = 0, w = 0, h = 0, r = 0] = numbers(of, "x y width height rx");
    const corner = (to: string) => `a${r} ${r} 0 0 1 ${to}`;
    const [right, left] = [`h${w - 2 * r}${corner(`${r} ${r}`)}`, `h${2 * r - w}${corner(`${-r} ${-r}`)}`];
    return `M${x + r} ${y}${right}v${h - 2 * r}${corner(`${-r} ${r}`)}${left}v${2 * r - h}${corner(`${r} ${-r}`)}z`;
  },
};

function outlineOf(file: string): string {
  const node = /"node": (\[.*?\]\])/.exec(readFileSync(file, "utf8"))?.[1];
  if (node === undefined) throw new Error(`${path.basename(file)} doesn't say what it draws`);
  const shapes = JSON.parse(node) as readonly Shape[]; // as lucide writes it
  return shapes
    .map(([tag, attributes]) => {
      const outline = outlines[tag];
      if (!outline) throw new Error(`${path.basename(file)} has a <${tag}>: add how it is drawn to vite/icons.ts`);
      return outline(attributes);
    })
    .join("");
}

/**
 * Makes each of lucide's icons an <svg> with one <path>, which takes `size` and `class` and is for eyes only. Theirs
 * build themselves from a list of shapes each time they are drawn; a board draws some hundred.
 */
export function icons(): Plugin {
  return {
    name: "tessera:icons",
    enforce: "pre",
    load(id) {
      if (!iconFile.test(id)) return null;
      return `<script>let { size = 24, class: more } = $props();</script>
<svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class={more}><path d="${outlineOf(id)}"></path></svg>`;
    },
  };
}
