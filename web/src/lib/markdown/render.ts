import { dress, type Surroundings } from "./dress.ts";
import { nodesOf } from "./html.ts";

/** Markdown as people read it. What it takes, 26 KB, is fetched with the first text (docs/adr/0018). */
export const render = (text: string, around: Surroundings): DocumentFragment => dress(nodesOf(text), around);
