import type { Book, Checks } from "../../load/invariants/book.ts";
import { unless } from "../../load/invariants/book.ts";
import { accepted, died, isRunning, type Attempt, type Entry, type Journal } from "../../load/journal.ts";
import type { Item } from "../../load/table.ts";
import { expected } from "./expected.ts";

/** Every accepted write is told, a refused one isn't, and nothing is told that nobody asked for. */
export function* events(book: Book, { entries }: Journal, before: ReadonlySet<string>): Checks {
  const gone = new Set(book.of("gate").flatMap((g) => (g.state === "active" ? [] : [String(g.project)])));
  const told = Map.groupBy(book.of("event"), (e) => String(e.request_id));
  const known = new Set<unknown>();
  for (const entry of entries) {
    for (const { requestId } of entry.attempts) known.add(requestId);
    if (entry.what === "drop column") yield* ofColumn(entry, book);
    else if (!isOf(gone, entry)) yield* ofEntry(entry, told);
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
  const eventsOf = ({ requestId }: Attempt): readonly Item[] => told.get(requestId) ?? [];
  const n = entry.attempts.flatMap(eventsOf).length;
  const { least, most } = expected(entry);
  const line = `${entry.what}: ${entry.attempts[0]?.request}`;
  yield unless(n >= least && n <= most, `${line} is told ${n} times, not ${least}${most > least ? `–${most}` : ""}`);
  for (const attempt of entry.attempts.filter(isRefused))
    yield unless(eventsOf(attempt).length === 0, `${line} was refused with ${attempt.status}, and is told`);
}

/** Two may empty a column at once, or a job for one of them: its end is told once, by whoever got there (docs/adr/0009). */
function* ofColumn({ path, attempts }: Entry, book: Book): Checks {
  const id = /^columns\/([^/]+)\//.exec(path)?.[1];
  const n = book.of("event").filter((e) => e.kind === "column.deleted" && e.subject === id).length;
  const least = attempts.some(accepted) ? 1 : 0;
  yield unless(n >= least && n <= 1, `the end of the column ${id} is told ${n} times`);
}

const isRefused = (attempt: Attempt): boolean =>
  attempt.status >= 400 && attempt.status !== 503 && !died(attempt) && !isRunning(attempt);
