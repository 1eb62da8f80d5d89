import { readAssigned, readCounts, readTagged, type Counts } from "../count/count.ts";
import type { Actor } from "../kit/actor.ts";
import { findFrame, type Frame } from "../project/frame.ts";
import { visibleTo } from "../project/membership.ts";
import { tagCalled, used, type Filter } from "./filter.ts";
import type { ListTickets } from "./ticket.schema.ts";

const countable = ["status", "type", "priority_id", "column", "assignee", "tags"] as const;
const counters = { status: "s", type: "t", priority_id: "p", column: "c" } as const;

/** Exact for an unfiltered list and for one value of one countable filter; otherwise null. */
export async function countOf(
  actor: Actor,
  query: ListTickets,
  frames: readonly Frame[],
  all: boolean,
): Promise<number | null> {
  const [filter, more] = used(query);
  if (query.search !== undefined || more || (filter && !countable.some((c) => c === filter))) return null;
  if (filter === "tags") return taggedIn(all ? await allFrames(actor) : frames, query.tags ?? []);
  const projects = all ? await visibleTo(actor) : frames.map((f) => f.key);
  const parts = await Promise.all(projects.map((project) => countIn(project, query, filter)));
  return parts.some((n) => n === null) ? null : parts.reduce<number>((sum, n) => sum + (n ?? 0), 0);
}

const allFrames = async (actor: Actor): Promise<Frame[]> =>
  (await Promise.all((await visibleTo(actor)).map((key) => findFrame(actor, key, false)))).filter(
    (f) => f !== undefined,
  );

async function taggedIn(frames: readonly Frame[], [wanted = "", ...others]: readonly string[]): Promise<number | null> {
  if (others.length > 0) return null;
  const tags = frames.map((frame) => [frame.key, tagCalled(frame, wanted)] as const);
  const parts = await Promise.all(tags.map(async ([key, tag]) => (tag ? readTagged(key, tag.id) : 0)));
  return parts.reduce((sum, n) => sum + n, 0);
}

async function countIn(project: string, query: ListTickets, filter: Filter | undefined): Promise<number | null> {
  if (filter === "assignee" && query.assignee !== "none") return readAssigned(project, query.assignee ?? "");
  const counts: Counts = await readCounts(project);
  if (!filter) return counts.of("total");
  if (filter === "assignee") return counts.of("none");
  const values = [query[filter as keyof typeof counters]].flat();
  return values.length === 1 ? counts.of(`${counters[filter as keyof typeof counters]}.${values[0]}`) : null;
}
