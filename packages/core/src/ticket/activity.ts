import type { EntityItem } from "electrodb";
import { EventEntity } from "../event/event.entity.ts";
import type { Activity } from "../event/event.schema.ts";
import { ticketHome } from "../event/event.ts";
import type { Actor } from "../kit/actor.ts";
import type { PageQuery } from "../kit/cursor.ts";
import { notFound } from "../kit/error.ts";
import { displayId, ticketKey, type TicketKey } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { pageById, type Slice } from "../kit/page-by-id.ts";
import { findFrame } from "../project/frame.ts";
import type { Person } from "../user/people.ts";
import { findCard, peopleNamed } from "./card.ts";
import { ticketRoutes } from "./ticket.schema.ts";

type Event = EntityItem<typeof EventEntity>;

/** A ticket's history, newest first, one entry per accepted write. */
export const activity = operation(ticketRoutes.activity, async (actor, { params, query }) => {
  const key = ticketKey(params.id);
  if (!key) throw notFound("ticket");
  const [frame, card, slice] = await Promise.all([
    findFrame(actor, key.project),
    findCard(key.project, key.number),
    readActivity(actor, key, query),
  ]);
  if (!frame || !card) throw notFound("ticket");
  return showActivity(slice, await peopleNamed([frame], actorsIn(slice)));
});

/** A page of a ticket's events, for who may see the ticket. */
export const readActivity = (actor: Actor, ticket: TicketKey, query: PageQuery): Promise<Slice<Event>> =>
  pageById(actor.id, `/api/tickets/tickets/${displayId(ticket)}/activity/`, query, "desc", async (span) => {
    const { data } = await EventEntity.query
      .event({ home: ticketHome(ticket.project, ticket.number) })
      .between({ id: span.low }, { id: span.high })
      .go({ limit: span.limit, count: span.limit, order: span.order });
    return data;
  });

export const actorsIn = ({ items }: Slice<Event>): string[] => items.map((e) => e.actor.id);

/** How long a history is isn't kept anywhere. */
export const showActivity = ({ items, next, previous }: Slice<Event>, people: ReadonlyMap<string, Person>) => ({
  count: null,
  next,
  previous,
  results: items.map((e): Activity => ({
    id: e.id,
    kind: e.kind,
    actor: people.get(e.actor.id) ?? null,
    created_at: e.at,
    changes: changesOf(e),
  })),
});

/** The one field type that a list of anything can't carry. */
const changesOf = (event: Event): Activity["changes"] =>
  (event.changes as { field: string; from?: unknown; to?: unknown }[]).map((c) => ({
    field: c.field,
    from: c.from ?? null,
    to: c.to ?? null,
  })); // as event.ts writes them
