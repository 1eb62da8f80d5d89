import { accepted, type Entry } from "../../load/journal.ts";

/** How many events a thing leaves, over all the requests that were made for it. */
export interface Expected {
  readonly least: number;
  readonly most: number;
}

const exactly = (n: number): Expected => ({ least: n, most: n });

/** Personal, and in no history (docs/adr/0002). */
const silent = (path: string): boolean => path.endsWith("toggle_follow/");

function ofAccepted({ method, path, body, attempts }: Entry, status: number): Expected {
  if (silent(path)) return exactly(0);
  // What is so already isn't written, and each request may find it otherwise.
  if (method === "PATCH") return { least: 0, most: attempts.length };
  if (path.endsWith("/bulk/")) return { least: 0, most: (body as { ids: string[] }).ids.length * attempts.length };
  if (path.endsWith("/reorder/")) return { least: 0, most: 1 };
  if (path.includes("/links/")) return exactly(2); // one on each ticket
  if (method === "POST" && status === 200) return { least: 0, most: 1 };
  return exactly(1);
}

/** Of one that was accepted, this; of one that wasn't, at most this: its answer may have got lost. */
export function expected(entry: Entry): Expected {
  const status = entry.attempts.find(accepted)?.status;
  const { least, most } = ofAccepted(entry, status ?? 0);
  return { least: status === undefined ? 0 : least, most };
}
