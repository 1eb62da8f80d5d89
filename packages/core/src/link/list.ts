import type { Actor } from "../kit/actor.ts";
import { pageOf, type PageQuery } from "../kit/cursor.ts";
import { notFound } from "../kit/error.ts";
import { displayId, ticketKey, type TicketKey } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { findFrame } from "../project/frame.ts";
import { findCard, peopleNamed, readCards } from "../ticket/card.ts";
import type { CardItem } from "../ticket/ticket.entity.ts";
import type { Person } from "../user/people.ts";
import { LinkEntity, linkId, type LinkItem } from "./link.entity.ts";
import { linkRoutes, type Link } from "./link.schema.ts";

/** A ticket's links, oldest first. */
export const list = operation(linkRoutes.list, async (actor, { params, query }) => {
  const ticket = ticketKey(params.id);
  if (!ticket) throw notFound("ticket");
  const [frame, card, links] = await Promise.all([
    findFrame(actor, ticket.project),
    findCard(ticket.project, ticket.number),
    readLinks(ticket),
  ]);
  if (!frame || !card) throw notFound("ticket");
  const [people, others] = await Promise.all([peopleNamed([frame], makersOf(links)), othersOf(links)]);
  return showLinks(actor, ticket, query, links, others, people);
});

/** All links of a ticket, a hundred at most, for who may see it. */
export const readLinks = async (ticket: TicketKey): Promise<LinkItem[]> =>
  (await LinkEntity.query.link({ ...ticket }).go({ pages: "all" })).data;

/** The cards at the links' other ends, each once; of a deleted ticket there is none. */
export const othersOf = (links: readonly LinkItem[]): Promise<CardItem[]> =>
  readCards(
    links
      .filter((link, i) => links.findIndex((l) => l.other === link.other) === i)
      .map(({ project, other }) => ({ project, number: other })),
  );

export const makersOf = (links: readonly LinkItem[]): string[] => links.map((l) => l.created_by);

export function showLinks(
  actor: Actor,
  ticket: TicketKey,
  query: PageQuery,
  links: readonly LinkItem[],
  others: readonly CardItem[],
  people: ReadonlyMap<string, Person>,
) {
  const cards = new Map(others.map((card) => [card.number, card]));
  const shown = links.flatMap((link) => {
    const other = cards.get(link.other);
    return other ? [showLink(link, other, people)] : [];
  });
  const order = (link: Link): string => `${link.created_at} ${link.id}`;
  const inOrder = shown.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  const path = `/api/tickets/tickets/${displayId(ticket)}/links/`;
  return pageOf(actor.id, path, query, inOrder, (link) => [order(link), link.id]);
}

export const showLink = (link: LinkItem, other: CardItem, people: ReadonlyMap<string, Person>): Link => ({
  id: linkId(link),
  type: link.type,
  ticket: { id: displayId(other), name: other.name, status: other.status, type: other.type },
  created_by: people.get(link.created_by) ?? null,
  created_at: link.created_at,
});
