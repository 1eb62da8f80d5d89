import { EventEntity } from "../event/event.entity.ts";
import { displayId, ticketKey, type TicketKey } from "../kit/id.ts";
import type { Change } from "../table/change.ts";
import type { StoredItem } from "../table/transact.ts";
import { findCard, findTicket } from "../ticket/card.ts";
import { CardEntity, DescriptionEntity } from "../ticket/ticket.entity.ts";
import { indexed, type Field } from "./indexed.ts";
import { keep, type Upkeep } from "./posting.ts";

/**
 * Keeps the search index, by what the stream tells of names and descriptions. A record says which words may have come or
 * gone; whether they are to be found is decided by the ticket as it is now, and looked at once more when they were
 * written. So a record that is told again, late or by two at once does no harm, and after the last one the index is
 * right, whatever became of those before (docs/adr/0014).
 */

/** All words by which a ticket is to be found now; none when it is gone. */
export interface WordsNow extends Readonly<Record<Field, Set<string>>> {
  /** Raised by every write of name or description; undefined when it is gone. */
  readonly rev: number | undefined;
}

async function wordsNow(ticket: TicketKey): Promise<WordsNow> {
  // The card is read first: a description that is written meanwhile raises the card's `rev`.
  const found = await findTicket(ticket);
  return {
    rev: found?.card.rev,
    name: indexed.name(found?.card.name ?? ""),
    description: indexed.description(found?.text ?? ""),
  };
}

/** More rounds than this, and somebody changes the ticket faster than it can be read. */
const mostRounds = 20;

/**
 * Writes what `upkeepOf` wants for the ticket as it is, again until the ticket wants the same afterwards.
 * @throws Error when it changes all the time
 */
export async function settle(ticket: TicketKey, upkeepOf: (now: WordsNow) => Upkeep): Promise<void> {
  let kept: Upkeep | undefined;
  for (let round = 0; round < mostRounds; round++) {
    const now = await wordsNow(ticket);
    const upkeep = upkeepOf(now);
    if (upkeep.add.size + upkeep.drop.size === 0 || (kept && same(upkeep, kept))) return;
    await keep(ticket, upkeep);
    kept = upkeep;
    if ((await findCard(ticket.project, ticket.number))?.rev === now.rev) return;
  }
  throw new Error(`${displayId(ticket)} changes all the time: try again`);
}

const same = (a: Upkeep, b: Upkeep): boolean =>
  a.add.symmetricDifference(b.add).size + a.drop.symmetricDifference(b.drop).size === 0;

async function reword(ticket: TicketKey, field: Field, from: string, to: string): Promise<void> {
  const told = indexed[field](from).symmetricDifference(indexed[field](to));
  if (told.size === 0) return;
  let first = true;
  await settle(ticket, ({ name, description }) => {
    const all = name.union(description);
    // A word that name and description share is the name's to add, so that it is paid for once.
    const own = first && field === "description" ? told.difference(name) : told;
    first = false;
    return { add: own.intersection(all), drop: told.difference(all) };
  });
}

const card = (item: StoredItem | undefined) => (item ? CardEntity.parse({ Item: item }).data : undefined);
const description = (item: StoredItem | undefined) => (item ? DescriptionEntity.parse({ Item: item }).data : undefined);

/** A ticket came or went. */
export async function named({ before, after }: Change): Promise<void> {
  const [old, now] = [card(before), card(after)];
  const ticket = now ?? old;
  if (!ticket) throw new Error("a card's record without its item");
  await reword(ticket, "name", old?.name ?? "", now?.name ?? "");
}

/** A description was written, or went. */
export async function described({ before, after }: Change): Promise<void> {
  const [old, now] = [description(before), description(after)];
  const ticket = now ?? old;
  if (!ticket) throw new Error("a description's record without its item");
  await reword(ticket, "description", old?.text ?? "", now?.text ?? "");
}

/** A ticket was renamed, as its event tells: a card's own records also come for each move. */
export async function renamed({ after }: Change): Promise<void> {
  const event = after && EventEntity.parse({ Item: after }).data;
  const ticket = ticketKey(event?.ticket ?? "");
  const changes = (event?.changes ?? []) as readonly { field?: unknown; from?: unknown; to?: unknown }[]; // as `record` writes them
  const name = changes.find((one) => one.field === "name");
  if (ticket && name) await reword(ticket, "name", String(name.from), String(name.to));
}
