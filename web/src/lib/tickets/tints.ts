import type { Card } from "@tessera/core/ticket/ticket.schema";

/** How a status is drawn where there is no column's colour. */
export const statusTints = {
  new: "bg-muted",
  in_progress: "bg-task",
  review: "bg-epic",
  done: "bg-success",
} as const satisfies Record<Card["status"], string>;
