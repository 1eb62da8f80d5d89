import { words } from "./words.ts";

/** By the event's kind. */
const kinds: Readonly<Record<string, string>> = {
  "ticket.created": "created this ticket",
  "ticket.deleted": "deleted this ticket",
  "comment.created": "commented",
  "comment.updated": "changed a comment",
  "comment.deleted": "deleted a comment",
};

const fields: Readonly<Record<string, string>> = {
  name: "the title",
  description: "the description",
  type: "the type",
  status: "the status",
  priority_id: "the priority",
  urgency: "the urgency",
  importance: "the importance",
  column: "the column",
  assignee_ids: "the assignees",
  tag_names: "the tags",
  parent: "the parent",
  due_date: "the due date",
  start_date: "the start date",
  rank: "the position",
};

/** What one field's change was, for the activity list. */
export const activity = words("activity", {
  somebody: "Somebody",
  none: "None",
  kinds,
  other: "changed this ticket",
  attached: (file: string) => `attached ${file}`,
  detached: (file: string) => `deleted the file ${file}`,
  linked: (link: string) => `added the link “${link}”`,
  unlinked: (link: string) => `removed the link “${link}”`,
  fields,
  moved: (from: string, to: string) => `moved it from ${from} to ${to}`,
  movedTo: (to: string) => `moved it to ${to}`,
  reordered: "changed its position",
  renamed: (to: string) => `renamed it to “${to}”`,
  described: "changed the description",
  set: (field: string, to: string) => `set ${field} to ${to}`,
  removed: (field: string) => `removed ${field}`,
  changed: (field: string) => `changed ${field}`,
  assigned: (names: string) => `assigned ${names}`,
  unassigned: (names: string) => `unassigned ${names}`,
  themselves: "themselves",
});
