import { words } from "./words.ts";

/** The command palette. */
export const palette = words("palette", {
  title: "Search and commands",
  placeholder: "Search tickets, or type what to do…",
  results: "Results",
  tickets: "Tickets",
  sections: { here: "On this page", go: "Go to", make: "Make", app: "Tessera" },
  all: (words: string) => `All tickets with “${words}”`,
  nothing: (words: string) => `Nothing found for “${words}”.`,
  searching: "Searching…",
  hint: ["↑↓ to choose", "Enter to open", "Esc to close"],
});
