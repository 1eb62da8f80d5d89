import { unless, type Book, type Checks } from "../../load/invariants/book.ts";
import { accepted, died, isOpen, type Journal } from "../../load/journal.ts";
import { expected } from "./expected.ts";

/** A repetition under a key is answered as the first time, and all attempts together leave the events of one. */
export function* once(book: Book, { entries }: Journal): Checks {
  const told = Map.groupBy(book.of("event"), (e) => String(e.request_id));
  for (const entry of entries.filter((e) => e.key !== undefined && e.attempts.length > 1)) {
    const { attempts } = entry;
    const answers = new Set(attempts.filter(accepted).map(({ status, body }) => JSON.stringify([status, body])));
    yield unless(answers.size <= 1, `${attempts[0]?.request} was answered ${[...answers].join(", then ")}`);
    const events = attempts.flatMap(({ requestId }) => told.get(requestId) ?? []).length;
    const { most } = expected(entry);
    yield unless(events <= most, `${attempts[0]?.request} happened ${events} times for ${most}`);
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
