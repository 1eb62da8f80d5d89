import { Book, verdict, type Verdict } from "./invariants/book.ts";
import { counters } from "./invariants/counters.ts";
import { histories } from "./invariants/histories.ts";
import { orphans } from "./invariants/orphans.ts";
import { registrations } from "./invariants/people.ts";
import { postings } from "./invariants/search.ts";
import { tagCounters, tagMarks } from "./invariants/tags.ts";
import { facets, numbers, places } from "./invariants/tickets.ts";
import type { Item } from "./table.ts";

/**
 * What must be true of the stored items whatever has happened, invariant by invariant, judged from the table alone: it
 * must hold when the streams are idle.
 */
export function verdicts(items: readonly Item[]): Verdict[] {
  const book = new Book(items);
  return [
    verdict("numbers are given out once", numbers(book)),
    verdict("histories are told event by event", histories(book)),
    verdict("counters equal what is counted", [...counters(book), ...tagCounters(items)]),
    verdict("indexes and involvements say what cards say", facets(book)),
    verdict("every card has a place of its own", places(book)),
    verdict("postings equal what is to be indexed", postings(items)),
    verdict("tags say the same on both sides", tagMarks(items)),
    verdict("nothing is an orphan", orphans(book)),
    verdict("no registration is half", registrations(book)),
  ];
}

/** A sentence for each thing that is wrong. */
export const violations = (items: readonly Item[]): string[] => verdicts(items).flatMap(({ wrong }) => wrong);

/** Only what is wrong with tags, while jobs about them may be under way. */
export const tagViolations = (items: readonly Item[]): string[] =>
  [...tagMarks(items), ...tagCounters(items)].filter((one) => one !== undefined);
