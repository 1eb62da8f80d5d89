import { unless, type Book, type Checks } from "../../load/invariants/book.ts";
import type { Item } from "../../load/table.ts";
import { accepted, died, isOpen, type Journal } from "../../load/journal.ts";
import { expected } from "./expected.ts";

/** A repetition under a key is answered as the first time, and all attempts together leave the events of one. */
export function* once(book: Book, { entries }: Journal): Checks {
  const told = Map.groupBy(book.of("event"), (e) => String(e.request_id));
  for (const entry of entries.filter((e) => e.key !== undefined && e.attempts.length > 1)) {
    const { attempts } = entry;
    const answers = new Set(attempts.filter(accepted).map(({ status, body }) => JSON.stringify([status, body])));
    yield unless(answers.size <= 1, `${attempts[0]?.request} was answered ${[...answers].join(", then ")}`);
    const events = attempts.flatMap(({ requestId }) => told.get(requestId) ?? []);
    const { most } = expected(entry);
    yield unless(events.length <= most, `${attempts[0]?.request} happened ${events.length} times for ${most}`);
    if (entry.path.endsWith("/bulk/")) yield* ofMany(events, book, attempts[0]?.request);
  }
}

/**
 * Whoever asks again for a change of many changes what is still to be changed (ticket/bulk.ts): a ticket twice only when
 * another's change came between the two.
 */
function* ofMany(events: readonly Item[], book: Book, request: string | undefined): Checks {
  for (const [ticket, own] of Map.groupBy(events, (e) => e.ticket)) {
    const versions = own.map((e) => Number(e.version)).toSorted((a, b) => a - b);
    const others = book.of("event").filter((e) => e.ticket === ticket && !own.includes(e));
    const between = (from: number, to: number) =>
      others.some((e) => Number(e.version) > from && Number(e.version) < to);
    for (const [i, to] of versions.entries())
      yield unless(i === 0 || between(versions[i - 1]!, to), `${request} changed ${String(ticket)} again as ${to}`);
  }
}

/** Everybody has an answer in the end, and never that we have made a mistake. */
export function* failures({ entries }: Journal): Checks {
  for (const entry of entries) {
    for (const attempt of entry.attempts) {
      const { status, body, request } = attempt;
      const ours = status >= 500 && status !== 503 && !died(attempt);
      yield unless(!ours && status !== 0, `${request} was answered ${status} ${JSON.stringify(body)}`);
    }
    yield unless(!isOpen(entry), `${entry.what}: ${entry.path} has no answer in the end`);
  }
}

export function* givenUp(messages: readonly string[]): Checks {
  yield* messages.length === 0 ? [undefined] : messages.map((message) => `given up: ${message}`);
}
