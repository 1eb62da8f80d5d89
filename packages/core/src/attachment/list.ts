import type { Actor } from "../kit/actor.ts";
import type { PageQuery } from "../kit/cursor.ts";
import { notFound } from "../kit/error.ts";
import { displayId, idOn, madeAt, ticketKey, type TicketKey } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { pageById, type Slice } from "../kit/page-by-id.ts";
import { findFrame } from "../project/frame.ts";
import { findCard, peopleNamed } from "../ticket/card.ts";
import type { CardItem } from "../ticket/ticket.entity.ts";
import type { Person } from "../user/people.ts";
import { settled } from "./arrival.ts";
import { AttachmentEntity, type AttachmentItem } from "./attachment.entity.ts";
import { attachmentRoutes, type Attachment } from "./attachment.schema.ts";
import { download } from "./bucket.ts";

/** A ticket's attachments, oldest first. What is pending for longer than uploads take is looked after. */
export const list = operation(attachmentRoutes.list, async (actor, { query }) => {
  const ticket = ticketKey(query.ticket);
  if (!ticket) throw notFound("ticket");
  const [frame, card, slice] = await Promise.all([
    findFrame(actor, ticket.project),
    findCard(ticket.project, ticket.number),
    readAttachments(actor, ticket, query),
  ]);
  if (!frame || !card) throw notFound("ticket");
  const items = await Promise.all(slice.items.map(async (one) => (isLate(one) ? settled(one) : one)));
  return showAttachments({ ...slice, items }, card, await peopleNamed([frame], uploadersIn(slice)));
});

/** Milliseconds after which S3's own word that a file has come is no longer waited for. */
const patience = 60_000;
const isLate = (attachment: AttachmentItem): boolean =>
  attachment.status === "pending" && Date.now() - Date.parse(madeAt(attachment.id)) > patience;

const now = (): number => Math.floor(Date.now() / 1000);

/** Whether it is there for readers: neither on its way in, nor expired and not yet removed. */
export const isShown = ({ status, ttl }: AttachmentItem): boolean =>
  status !== "arriving" && (ttl === undefined || ttl > now());

/** A page of a ticket's attachments, for who may see the ticket. */
export function readAttachments(actor: Actor, ticket: TicketKey, query: PageQuery): Promise<Slice<AttachmentItem>> {
  const named = { ...query, ticket: displayId(ticket) };
  return pageById(actor.id, "/api/tickets/attachments/", named, "asc", async ({ low, high, order, limit }) => {
    const found = AttachmentEntity.query
      .attachment({ ...ticket })
      .between({ id: low }, { id: high })
      .where((a, o) => `${o.ne(a.status, "arriving")} AND (${o.notExists(a.ttl)} OR ${o.gt(a.ttl, now())})`);
    return (await found.go({ limit, count: limit, order })).data;
  });
}

export const uploadersIn = ({ items }: Slice<AttachmentItem>): string[] => items.map((one) => one.user);

export const showAttachments = (
  { items, next, previous }: Slice<AttachmentItem>,
  card: CardItem,
  people: ReadonlyMap<string, Person>,
) => ({ count: card.attachments, next, previous, results: items.map((one) => showAttachment(one, people)) });

export const showAttachment = (attachment: AttachmentItem, people: ReadonlyMap<string, Person>): Attachment => ({
  id: idOn(attachment),
  ticket: displayId(attachment),
  file: attachment.status === "ready" ? download(attachment) : null,
  filename: attachment.filename,
  content_type: attachment.content_type,
  size: attachment.size,
  status: attachment.status === "ready" ? "ready" : "pending",
  uploaded_by: people.get(attachment.user) ?? null,
  uploaded_at: madeAt(attachment.id),
});
