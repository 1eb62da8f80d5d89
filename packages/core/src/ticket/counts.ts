import { readAssigned, readCounts } from "../count/count.ts";
import { readDueBefore } from "../count/due-count.ts";
import type { Actor } from "../kit/actor.ts";
import { notFound } from "../kit/error.ts";
import { operation } from "../kit/operation.ts";
import { findFrame } from "../project/frame.ts";
import { openAmong, visibleTo } from "../project/membership.ts";
import { countsRoute, type TicketCounts } from "./counts.schema.ts";

/** A dashboard's numbers, from the counters alone. They cost the same however many tickets there are. */
export const counts = operation(countsRoute, async (actor, { query }) => {
  const today = dayIn(query.tz, new Date());
  if (query.project) return ofOne(actor, query.project, today);
  const keys = await visibleTo(actor);
  const [open, parts] = await Promise.all([
    openAmong(keys),
    Promise.all(keys.map((key) => countsOf(actor, key, today))),
  ]);
  return parts.filter((_, i) => open.has(keys[i] ?? "")).reduce(added, nothing);
});

async function ofOne(actor: Actor, project: string, today: string): Promise<TicketCounts> {
  const [frame, found] = await Promise.all([findFrame(actor, project, false), countsOf(actor, project, today)]);
  if (!frame) throw notFound("project");
  return found;
}

/** The day it is somewhere, as due dates are written. */
const dayIn = (timeZone: string, now: Date): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);

const nothing: TicketCounts = {
  total: 0,
  unassigned: 0,
  assigned_to_me: 0,
  new: 0,
  in_progress: 0,
  review: 0,
  done: 0,
  critical: 0,
  overdue: 0,
};

async function countsOf(actor: Actor, project: string, today: string): Promise<TicketCounts> {
  const [all, assigned, overdue] = await Promise.all([
    readCounts(project),
    readAssigned(project, actor.id),
    readDueBefore(project, today),
  ]);
  return {
    total: all.of("total"),
    unassigned: all.of("none"),
    assigned_to_me: assigned,
    new: all.of("s.new"),
    in_progress: all.of("s.in_progress"),
    review: all.of("s.review"),
    done: all.of("s.done"),
    critical: all.of("critical"),
    overdue,
  };
}

const added = (a: TicketCounts, b: TicketCounts): TicketCounts => ({
  total: a.total + b.total,
  unassigned: a.unassigned + b.unassigned,
  assigned_to_me: a.assigned_to_me + b.assigned_to_me,
  new: a.new + b.new,
  in_progress: a.in_progress + b.in_progress,
  review: a.review + b.review,
  done: a.done + b.done,
  critical: a.critical + b.critical,
  overdue: a.overdue + b.overdue,
});
