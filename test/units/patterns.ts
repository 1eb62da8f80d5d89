import { lists } from "./lists.ts";
import type { Pattern } from "./pattern.ts";
import { reads } from "./reads.ts";
import { writes } from "./writes.ts";

export interface Section {
  readonly title: string;
  readonly patterns: readonly Pattern[];
}

export const sections: readonly Section[] = [
  { title: "Reads", patterns: reads },
  { title: "Lists of tickets", patterns: lists },
  { title: "Writes", patterns: writes },
];
