import { words } from "./words.ts";

/** Choosing from many, and taking back what was chosen. */
export const pick = words("pick", {
  nothingFound: "Nothing found",
  remove: (what: string) => `Remove ${what}`,
});
