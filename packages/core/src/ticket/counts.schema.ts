import * as v from "valibot";
import type { Route } from "../kit/route.ts";
import { count, displayKey, isTimeZone, textRule } from "../kit/schema.ts";

/** For whose today overdue is told. */
const zone = v.pipe(
  v.string(),
  textRule(isTimeZone, "invalid|Use a time zone of the IANA list, like Europe/Berlin.", {
    examples: ["Europe/Berlin"],
  }),
);

/** Tickets by what a dashboard asks; critical and overdue ones are those that aren't done. */
export const TicketCounts = v.object({
  total: count,
  unassigned: count,
  assigned_to_me: count,
  new: count,
  in_progress: count,
  review: count,
  done: count,
  critical: count,
  overdue: count,
});
export type TicketCounts = v.InferOutput<typeof TicketCounts>;

export const countsRoute = {
  method: "GET",
  path: "/api/tickets/tickets/counts/",
  access: "user",
  query: v.strictObject({ project: v.optional(displayKey), tz: v.optional(zone, "UTC") }),
  answer: TicketCounts,
  status: 200,
} as const satisfies Route;
