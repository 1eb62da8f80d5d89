import { readAssigned, readCounts, readTagged, type Counts } from "../count/count.ts";
import type { Actor } from "../kit/actor.ts";
import { projectOf } from "../kit/id.ts";
import { findFrame, type Frame } from "../project/frame.ts";
import { visibleTo } from "../project/membership.ts";
import { tagCalled, used, type Filter } from "./filter.ts";
import type { ListTickets } from "./ticket.schema.ts";

const countable = ["status", "type", "priority_id", "column", "assignee", "tags"] as const;
const counters = { status: "s", type: "t", priority_id: "p", column: "c" } as const;

/** By project: what is counted there. Null where no counter tells. */
export type Begun = ReadonlyMap<string, number | null>;

/** The filter that counters may tell of, if there is no other; "none" if they can't. */
function only(query: ListTickets): Filter | undefined | "none" {
  const [filter, more] = used(query);
  const told = !more && query.search === undefined && (!filter || countable.some((c) => c === filter));
  return told && (query.tags?.length ?? 1) === 1 ? filter : "none";
}

/** Reads counters beside the frames, which say later whether they may be told. A tag's name waits for them. */
export async function beginCount(keys: readonly string[], query: ListTickets): Promise<Begun> {
  const filter = only(query);
  if (filter === "none") return new Map();
  const [tag = ""] = query.tags ?? [];
  const home = projectOf(tag.toLowerCase());
  if (filter === "tags") return new Map(home ? [[home, await readTagged(home, tag.toLowerCase())]] : []);
  return new Map(await Promise.all(keys.map(async (key) => [key, await countIn(key, query, filter)] as const)));
}

/** Exact for an unfiltered list and for one value of one countable filter; otherwise null. */
export async function countOf(
  actor: Actor,
  query: ListTickets,
  visible: readonly Frame[],
  begun: Begun | undefined,
): Promise<number | null> {
  const filter = only(query);
  if (filter === "none") return null;
  if (filter === "tags") return taggedIn(begun ? visible : await allFrames(actor), query.tags?.[0] ?? "", begun);
  const counted = begun ?? (await beginCount(await visibleTo(actor), query));
  const parts = begun ? visible.map(({ key }) => counted.get(key) ?? null) : [...counted.values()];
  return parts.some((n) => n === null) ? null : parts.reduce<number>((sum, n) => sum + (n ?? 0), 0);
}

const allFrames = async (actor: Actor): Promise<Frame[]> =>
  (await Promise.all((await visibleTo(actor)).map((key) => findFrame(actor, key, false)))).filter(
    (f) => f !== undefined,
  );

async function taggedIn(frames: readonly Frame[], wanted: string, begun: Begun | undefined): Promise<number> {
  const parts = frames.map(async (frame) => {
    const tag = tagCalled(frame, wanted);
    return tag ? (begun?.get(frame.key) ?? (await readTagged(frame.key, tag.id))) : 0;
  });
  return (await Promise.all(parts)).reduce((sum, n) => sum + n, 0);
}

async function countIn(project: string, query: ListTickets, filter: Filter | undefined): Promise<number | null> {
  if (filter === "assignee" && query.assignee !== "none") return readAssigned(project, query.assignee ?? "");
  const counts: Counts = await readCounts(project);
  if (!filter) return counts.of("total");
  if (filter === "assignee") return counts.of("none");
  const values = [query[filter as keyof typeof counters]].flat();
  return values.length === 1 ? counts.of(`${counters[filter as keyof typeof counters]}.${values[0]}`) : null;
}
