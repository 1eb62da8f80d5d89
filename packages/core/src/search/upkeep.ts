import { EventEntity } from "../event/event.entity.ts";
import { ticketKey, type TicketKey } from "../kit/id.ts";
import type { Change } from "../table/change.ts";
import type { StoredItem } from "../table/transact.ts";
import { findTicket } from "../ticket/card.ts";
import { CardEntity, DescriptionEntity } from "../ticket/ticket.entity.ts";
import { indexed, type Field } from "./indexed.ts";
import { keep } from "./posting.ts";

/**
 * Keeps the search index, by what the stream tells of names and descriptions. A record says which words may have come or
 * gone; whether they are to be found is decided by the ticket as it is now. So a record that is told again, or late,
 * does no harm, and after the last one the index is right, whatever became of those before (docs/adr/0014).
 */

/** All words by which a ticket is to be found now; none when it is gone. */
export async function wordsNow(ticket: TicketKey): Promise<Record<Field, Set<string>>> {
  const found = await findTicket(ticket);
  return { name: indexed.name(found?.card.name ?? ""), description: indexed.description(found?.text ?? "") };
}

async function reword(ticket: TicketKey, field: Field, from: string, to: string): Promise<void> {
  const [was, is] = [indexed[field](from), indexed[field](to)];
  const [gone, come] = [was.difference(is), is.difference(was)];
  if (gone.size + come.size === 0) return;
  const now = await wordsNow(ticket);
  const all = now.name.union(now.description);
  // A word that name and description share is the name's to add, so that it is paid for once.
  const own = field === "name" ? come : come.difference(now.name);
  await keep(ticket, { add: own.intersection(all), drop: gone.difference(all) });
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
