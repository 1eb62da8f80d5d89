import { words } from "./words.ts";

/** Asking for tickets: filters, what is done with many at once, and views that are kept. */
export const filtering = words("filtering", {
  bar: "Filters",
  add: "Filter",
  clear: "Clear",
  remove: (name: string) => `Remove the filter ${name}`,
  search: "Search tickets",
  names: {
    search: "Words",
    project: "Project",
    status: "Status",
    type: "Type",
    priority_id: "Priority",
    assignee: "Assignee",
    reporter: "Reporter",
    tags: "Tags",
    urgency: "Urgency",
    importance: "Importance",
    column: "Column",
    parent: "Part of",
    following: "Followed by me",
    due_after: "Due from",
    due_before: "Due until",
    created_after: "Created since",
    updated_after: "Changed since",
    ordering: "Order",
  },
  me: "Me",
  nobody: "Nobody",
  mine: "Mine",
  unassigned: "Unassigned",
  shown: (n: number, total: number) => `${n} of ${total} shown`,
  anyProject: "All projects",
  of: (name: string, values: string) => `${name}: ${values}`,
  needsProject: "Choose a project first",
  parentPrompt: "Key of the ticket, like DEMO-12",
});

export const bulk = words("bulk", {
  bar: "With the selected tickets",
  selected: (n: number) => `${n} selected`,
  clear: "Clear selection",
  done: (n: number) => (n === 1 ? "1 ticket changed." : `${n} tickets changed.`),
  some: (ok: number, failed: number, first: string) =>
    `${ok} changed, ${failed} not: ${first} Those that weren't are still selected.`,
  working: (done: number, all: number) => `${done} of ${all}…`,
  assignProject: "People are a project's: select tickets of one project to assign them.",
});

export const views = words("views", {
  saved: "Saved views",
  save: "Save this view…",
  saveTitle: "Save this view",
  saveLead: "The filters and their order, under a name of yours. Only you see it; a link shows it to others.",
  name: "Name",
  toDashboard: "Show it on the dashboard",
  remove: (name: string) => `Delete the view “${name}”`,
  removed: (name: string) => `The view “${name}” is deleted.`,
  copy: "Copy link",
  copied: "The link is copied.",
});
