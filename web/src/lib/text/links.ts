import type { LinkType } from "@tessera/core/link/link.schema";
import { words } from "./words.ts";

/** The words of links, subtasks and finding tickets. */
export const links = words("links", {
  tab: "Links",
  list: (word: string) => `Tickets that this one ${word}`,
  words: {
    blocks: "blocks",
    is_blocked_by: "is blocked by",
    relates_to: "relates to",
    duplicates: "duplicates",
    is_duplicated_by: "is duplicated by",
    causes: "causes",
    is_caused_by: "is caused by",
  } satisfies Record<LinkType, string>,
  none: "No links yet.",
  kind: "This ticket",
  ticket: "Ticket to link",
  choose: "Find a ticket by number or words",
  remove: (id: string) => `Remove the link to ${id}`,
  addFailed: (id: string, why: string) => `The link to ${id} wasn't added. ${why}`,
  taken: "It is there already.",
  forbidden: "Only its assignees, its reporter and project leads may link it.",
  removeFailed: (id: string, why: string) => `The link to ${id} wasn't removed. ${why}`,
  add: "Link another ticket",
  loadFailed: "The links could not be loaded.",
});

export const find = words("find", {
  searching: "Searching…",
  failed: "The search didn't work. Type again.",
});

export const subtasks = words("subtasks", {
  progress: (done: number, all: number) => `${done} of ${all} done`,
  add: "Add subtask",
  placeholder: "What needs doing first?",
  hint: "Enter adds it, Esc closes.",
});
