import type { TicketKey } from "../kit/id.ts";
import { queryRows, ticketOfKey } from "../table/rows.ts";
import { CardEntity } from "../ticket/ticket.entity.ts";
import { allPostings } from "./posting.ts";
import { settle } from "./upkeep.ts";

export interface Rebuilt {
  readonly tickets: number;
  readonly added: number;
  readonly dropped: number;
}

/** So many tickets are looked at side by side. */
const abreast = 8;

/**
 * Makes a project's search index what its tickets say, while others read and write. Each ticket is read again after its
 * postings were written, until nothing differs: what is written then was true at that moment, and of whatever changes
 * later the stream tells. Holds all of the project's words in memory.
 * @param tell hears how many of how many tickets are done
 */
export async function rebuild(project: string, tell: (done: number, of: number) => void): Promise<Rebuilt> {
  const [postings, rows] = await Promise.all([
    allPostings(project),
    queryRows(CardEntity.query.byProject({ project }).params()),
  ]);
  const indexed = new Map<number, Set<string>>(rows.map(({ pk = "" }) => [ticketOfKey(pk).number, new Set()]));
  for (const { number, word } of postings) {
    const words = indexed.get(number) ?? new Set();
    indexed.set(number, words.add(word));
  }
  const queue = indexed.entries();
  let [tickets, added, dropped] = [0, 0, 0];
  const worker = async () => {
    for (const [number, words] of queue) {
      const done = await mend({ project, number }, words);
      added += done.added;
      dropped += done.dropped;
      tell((tickets += 1), indexed.size);
    }
  };
  await Promise.all(Array.from({ length: abreast }, worker));
  return { tickets, added, dropped };
}

async function mend(ticket: TicketKey, indexed: Set<string>): Promise<{ added: number; dropped: number }> {
  let [known, added, dropped] = [indexed, 0, 0];
  await settle(ticket, ({ name, description }) => {
    const words = name.union(description);
    const [add, drop] = [words.difference(known), known.difference(words)];
    [known, added, dropped] = [words, added + add.size, dropped + drop.size];
    return { add, drop };
  });
  return { added, dropped };
}
