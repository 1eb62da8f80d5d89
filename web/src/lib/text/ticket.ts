import { words } from "./words.ts";

/** What only a ticket says that is open. */
export const open = words("open", {
  activityFailed: "The activity could not be loaded.",
  asPage: "Open as a page",
  assign: "Assign somebody else",
  blankName: "A ticket needs a title. The old one is back.",
  descriptionFailed: "The description could not be loaded.",
  descriptionPlaceholder: "Add a description: what, why, and how one will know that it's done.",
  details: "Details",
  follow: "Follow",
  following: "Following",
  goneLead: (id: string) => `${id} was deleted, or belongs to a project that you can't see.`,
  goneTitle: "No such ticket",
  noActivity: "Nothing has happened yet.",
  noParent: "No other ticket",
  noSubtasks: "No subtasks yet.",
  unfollow: "Stop following",
});
