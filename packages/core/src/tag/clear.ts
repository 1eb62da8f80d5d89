import { ContactTagEntity } from "../contact/contact.entity.ts";
import { readContacts } from "../contact/shown.ts";
import { saveContact } from "../contact/tagged.ts";
import type { JobItem } from "../job/job.entity.ts";
import { lastStart } from "../job/job.ts";
import type { Visit } from "../kit/actor.ts";
import { clearPartition } from "../table/clear.ts";
import { queryRows, ticketOfKey, type Row } from "../table/rows.ts";
import { attempt, remove as removal, transact } from "../table/transact.ts";
import { findCard } from "../ticket/card.ts";
import { putCard } from "../ticket/store.ts";
import { TaggingEntity } from "../ticket/ticket.entity.ts";

/** Tickets and contacts of one chunk, and how many of them are written side by side. */
const chunk = 50;
const abreast = 5;
/** The cursor once the indexes have named nothing: they may have lagged, so they are asked once more. */
const askedOnce = "asked";

/**
 * Takes the traces of a deleted tag off tickets and contacts, which show them to nobody, and its team. None of them
 * changes by it: no version rises and no event is recorded but that of the deletion.
 */
export async function clearTag({ subject: tag, cursor }: JobItem, visit: Visit): Promise<string | undefined> {
  const until = lastStart(visit);
  const [tickets, contacts] = await Promise.all([
    queryRows(TaggingEntity.query.byTag({ tag }).params(), { limit: chunk }),
    queryRows(ContactTagEntity.query.byTag({ tag }).params(), { limit: chunk }),
  ]);
  const work = [
    ...tickets.map((row) => () => attempt(visit, () => clearTicket(visit, row, tag))),
    ...contacts.map((row) => () => attempt(visit, () => clearContact(visit, row, tag))),
  ];
  for (let i = 0; i < work.length && Date.now() < until; i += abreast)
    await Promise.all(work.slice(i, i + abreast).map((one) => one()));
  if (work.length > 0 || !(await clearPartition(`g#${tag}`, until))) return "more";
  return cursor === askedOnce ? undefined : askedOnce;
}

async function clearTicket(visit: Visit, row: Row, tag: string): Promise<void> {
  const key = ticketOfKey(row.pk ?? "");
  const card = await findCard(key.project, key.number);
  const tags = card?.tags.filter(({ id }) => id !== tag) ?? [];
  await transact(visit, [
    removal(TaggingEntity.delete({ ...key, tag }).params()),
    ...(card && tags.length < card.tags.length ? [putCard({ ...card, tags, rev: card.rev + 1 }, card)] : []),
  ]);
}

async function clearContact(visit: Visit, row: Row, tag: string): Promise<void> {
  const id = row.pk?.slice("x#".length) ?? "";
  const [contact] = await readContacts([id]);
  const tags = contact?.tags.filter((t) => t.id !== tag) ?? [];
  await transact(visit, [
    removal(ContactTagEntity.delete({ id, tag }).params()),
    ...(contact && tags.length < contact.tags.length ? [saveContact({ ...contact, tags }, contact)] : []),
  ]);
}
