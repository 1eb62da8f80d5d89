import { words } from "./words.ts";

/** What newcomers are told once, a sentence at a time. */
export const hints = words("hints", {
  title: "Good to know",
  gotIt: "Got it",
  noMore: "No more hints",
  search: (keys: string) => `${keys} finds any ticket, and does anything else by its name.`,
  board: "Drag a card, or press space on it and move it with the arrow keys.",
  ticket: "Every field of a ticket is saved as you leave it. There is no save button to forget.",
  list: "Select several rows to change them at once. A link to this page shows a colleague the same list.",
  dashboard: "Drag the boxes as you like them. A filter that you save on the page Tickets can be a box, too.",
  keys: "Press ? anywhere to see what the keys do.",
});
