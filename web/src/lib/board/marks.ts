import Bookmark from "@lucide/svelte/icons/bookmark";
import Bug from "@lucide/svelte/icons/bug";
import ChevronDown from "@lucide/svelte/icons/chevron-down";
import ChevronUp from "@lucide/svelte/icons/chevron-up";
import ChevronsUp from "@lucide/svelte/icons/chevrons-up";
import Equal from "@lucide/svelte/icons/equal";
import Layers from "@lucide/svelte/icons/layers";
import SquareCheck from "@lucide/svelte/icons/square-check";
import type { Card, TicketType } from "@tessera/core/ticket/ticket.schema";

/** How kinds and priorities are drawn, everywhere alike. */
export const typeMarks = {
  task: { icon: SquareCheck, tint: "text-task" },
  bug: { icon: Bug, tint: "text-bug" },
  story: { icon: Bookmark, tint: "text-story" },
  epic: { icon: Layers, tint: "text-epic" },
} as const satisfies Record<TicketType, unknown>;

export const priorityMarks = {
  1: { icon: ChevronDown, tint: "text-muted" },
  2: { icon: Equal, tint: "text-muted" },
  3: { icon: ChevronUp, tint: "text-warning" },
  4: { icon: ChevronsUp, tint: "text-danger" },
} as const satisfies Record<Card["priority_id"], unknown>;

/** Words that a newer API may add are drawn as the plainest of ours. */
export const typeMark = (type: TicketType) => typeMarks[type] ?? typeMarks.task;
export const priorityMark = (priority: Card["priority_id"]) => priorityMarks[priority] ?? priorityMarks[2];
