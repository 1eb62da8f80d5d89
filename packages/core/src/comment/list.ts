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
import { CommentEntity, contentOf, type CommentItem } from "./comment.entity.ts";
import { commentRoutes, type Comment } from "./comment.schema.ts";

/** A ticket's comments, oldest first. */
export const list = operation(commentRoutes.list, async (actor, { query }) => {
  const ticket = ticketKey(query.ticket);
  if (!ticket) throw notFound("ticket");
  const [frame, card, slice] = await Promise.all([
    findFrame(actor, ticket.project),
    findCard(ticket.project, ticket.number),
    readComments(actor, ticket, query),
  ]);
  if (!frame || !card) throw notFound("ticket");
  return showComments(slice, card, await peopleNamed([frame], authorsIn(slice)));
});

/** A page of a ticket's comments, for who may see the ticket. */
export function readComments(actor: Actor, ticket: TicketKey, query: PageQuery): Promise<Slice<CommentItem>> {
  const named = { ...query, ticket: displayId(ticket) };
  return pageById(
    actor.id,
    "/api/tickets/comments/",
    named,
    "asc",
    async ({ low, high, order, limit }) => {
      const found = CommentEntity.query.comment({ ...ticket }).between({ id: low }, { id: high });
      return (await found.go({ limit, count: limit, order })).data;
    },
    (comment) => Buffer.byteLength(JSON.stringify(contentOf(comment))),
  );
}

export const authorsIn = ({ items }: Slice<CommentItem>): string[] => items.map((c) => c.user);

export const showComments = (
  { items, next, previous }: Slice<CommentItem>,
  card: CardItem,
  people: ReadonlyMap<string, Person>,
) => ({ count: card.comments, next, previous, results: items.map((c) => showComment(c, people)) });

export function showComment(comment: CommentItem, people: ReadonlyMap<string, Person>): Comment {
  const at = madeAt(comment.id);
  return {
    id: idOn(comment),
    ticket: displayId(comment),
    user: people.get(comment.user) ?? null,
    content: contentOf(comment),
    edited: comment.version > 1,
    version: comment.version,
    created_at: at,
    updated_at: comment.updated_at ?? at,
  };
}
