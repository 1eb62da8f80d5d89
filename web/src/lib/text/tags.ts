import { words } from "./words.ts";

/** The words of a ticket's tags. */
export const tags = words("tags", {
  tags: "Tags",
  none: "No tags",
  add: "Add another tag",
  noneInProject: "This project has no tags yet.",
});
