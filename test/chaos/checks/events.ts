import type { Book, Checks } from "../../load/invariants/book.ts";
import { unless } from "../../load/invariants/book.ts";
import { died, isRunning, type Attempt, type Entry, type Journal } from "../../load/journal.ts";
import type { Item } from "../../load/table.ts";
import { expected } from "./expected.ts";

/** Every accepted write is told, a refused one isn't, and nothing is told that nobody asked for. */
export function* events(book: Book, { entries }: Journal, before: ReadonlySet<string>): Checks {
  const gone = new Set(book.of("gate").flatMap((g) => (g.state === "active" ? [] : [String(g.project)])));
  const told = Map.groupBy(book.of("event"), (e) => String(e.request_id));
  const known = new Set<unknown>();
  for (const entry of entries) {
    for (const { requestId } of entry.attempts) known.add(requestId);
    if (!isOf(gone, entry)) yield* ofEntry(entry, told);
  }
  for (const event of book.of("event"))
    yield unless(before.has(String(event.id)) || known.has(event.request_id), `${tell(event)} has no write`);
}

const tell = (e: Item): string =>
  `the event ${String(e.id)} (${String(e.kind)} of ${String(e.ticket ?? e.subject ?? e.project)})`;

/** A project takes its events along, all but the one of its own end. */
const isOf = (gone: ReadonlySet<string>, { path, body }: Entry): boolean =>
  gone.has(/^projects\/(\w+)\//.exec(path)?.[1] ?? (path === "projects/" ? (body as { key: string }).key : ""));

function* ofEntry(entry: Entry, told: ReadonlyMap<string, readonly Item[]>): Checks {
  const eventsOf = ({ requestId }: Attempt): readonly Item[] =>
    (told.get(requestId) ?? []).filter((e) => counts(entry, e));
  const n = entry.attempts.flatMap(eventsOf).length;
  const { least, most } = expected(entry);
  const line = `${entry.what}: ${entry.attempts[0]?.request}`;
  yield unless(n >= least && n <= most, `${line} is told ${n} times, not ${least}${most > least ? `–${most}` : ""}`);
  for (const attempt of entry.attempts.filter(isRefused))
    yield unless(eventsOf(attempt).length === 0, `${line} was refused with ${attempt.status}, and is told`);
}

/** A column's end is told once; that it began to end, and each of its tickets' moves, beside it. */
const counts = ({ what }: Entry, event: Item): boolean => what !== "drop column" || event.kind === "column.deleted";

const isRefused = (attempt: Attempt): boolean =>
  attempt.status >= 400 && attempt.status !== 503 && !died(attempt) && !isRunning(attempt);
