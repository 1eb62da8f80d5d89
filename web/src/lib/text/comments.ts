import { words } from "./words.ts";

/** The words of a ticket's story: what was said, what was done. */
export const comments = words("comments", {
  story: "Activity",
  add: "Add a comment",
  placeholder: "Write a comment. @ names a member.",
  send: "Comment",
  hint: "Ctrl Enter sends it",
  edit: "Edit comment",
  delete: "Delete comment",
  actions: (who: string) => `Actions for the comment of ${who}`,
  by: (who: string) => `Comment of ${who}`,
  edited: "edited",
  sending: "sending…",
  earlier: "Show earlier",
  earlierFailed: (why: string) => `What was before could not be loaded. ${why}`,
  addFailed: (why: string) => `Your comment wasn't added. ${why}`,
  editFailed: (why: string) => `Your comment wasn't changed. ${why}`,
  editForbidden: "Only who wrote it may change it.",
  stale: "It was changed elsewhere meanwhile. Your text is still in the field: compare, then save again.",
  deleted: "Comment deleted",
  deleteFailed: (why: string) => `The comment wasn't deleted. ${why}`,
  deleteForbidden: "Only who wrote it and project leads may delete it.",
});
