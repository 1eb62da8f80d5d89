import { files } from "../load/files.ts";
import { verdicts } from "../load/invariants.ts";
import { Book, verdict, type Verdict } from "../load/invariants/book.ts";
import { accounts } from "../load/invariants/people.ts";
import type { Journal } from "../load/journal.ts";
import type { Item } from "../load/table.ts";
import { acknowledged } from "./checks/acknowledged.ts";
import { events } from "./checks/events.ts";
import { failures, givenUp, once } from "./checks/requests.ts";

/** All that is left after a run. */
export interface Evidence {
  /** The whole table. */
  readonly items: readonly Item[];
  /** The keys of all objects. */
  readonly objects: readonly string[];
  /** The subs of all accounts of the user pool. */
  readonly accounts: readonly string[];
  /** The ids of attachments whose files S3 has taken. */
  readonly sent: ReadonlySet<string>;
  readonly journal: Journal;
  /** The ids of the events that were there before it. */
  readonly before: ReadonlySet<string>;
  /** What the queue of records that no consumer could deal with holds. */
  readonly givenUp: readonly string[];
}

/** Judges by the stored state and by what people were told, and by nothing that the product says of itself. */
export function judge(evidence: Evidence): Verdict[] {
  const { items, objects, journal } = evidence;
  const book = new Book(items);
  return [
    ...verdicts(items),
    verdict("accounts and people belong together", accounts(book, evidence.accounts)),
    verdict("objects and attachments belong together", files(items, objects)),
    verdict("an accepted write has its events, and no event is without one", events(book, journal, evidence.before)),
    verdict("every acknowledged write is there", acknowledged(book, evidence)),
    verdict("a write that was tried again under its key happened once", once(book, journal)),
    verdict("no record of the stream was given up", givenUp(evidence.givenUp)),
    verdict("no request met a failure of our own", failures(journal)),
  ];
}
