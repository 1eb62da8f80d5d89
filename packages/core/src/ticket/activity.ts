import type { EntityItem } from "electrodb";
import * as v from "valibot";
import { EventEntity } from "../event/event.entity.ts";
import { ticketHome } from "../event/event.ts";
import { fromCursor, mustReach, pageUrl, scope, toCursor, type PageQuery } from "../kit/cursor.ts";
import { notFound } from "../kit/error.ts";
import { ticketKey } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { findFrame } from "../project/frame.ts";
import { findUsers, type Person } from "../user/people.ts";
import { findCard, personOf } from "./card.ts";
import { ticketRoutes } from "./ticket.schema.ts";

type Event = EntityItem<typeof EventEntity>;
/** Ids sort by time; `back` reads towards newer ones. */
const Place = v.strictObject({ id: v.string(), back: v.boolean() });

/** A ticket's history, newest first, one entry per accepted write. */
export const activity = operation(ticketRoutes.activity, async (actor, { params, query }) => {
  const key = ticketKey(params.id);
  if (!key) throw notFound("ticket");
  const path = `/api/tickets/tickets/${params.id}/activity/`;
  const scopeId = scope(actor.id, path, query);
  const size = query.page_size ?? 20;
  const [frame, card, page] = await Promise.all([
    findFrame(actor, key.project),
    findCard(key.project, key.number),
    eventsAt(ticketHome(key.project, key.number), query, size, scopeId),
  ]);
  if (!frame || !card) throw notFound("ticket");

  const people = new Map<string, Person>(frame.members.map((m) => [m.user, personOf(m)]));
  const strangers = new Set(page.events.map((e) => e.actor.id).filter((id) => !people.has(id)));
  for (const user of await findUsers([...strangers])) people.set(user.id, user);
  const link = (event: Event | undefined, back: boolean) =>
    event ? pageUrl(path, query, toCursor(scopeId, { id: event.id, back })) : null;
  return {
    count: null,
    next: page.older ? link(page.events.at(-1), false) : null,
    previous: page.newer ? link(page.events[0], true) : null,
    results: page.events.map((e) => ({
      id: e.id,
      kind: e.kind,
      actor: people.get(e.actor.id) ?? null,
      created_at: e.at,
      changes: shown(e),
    })),
  };
});

/** The one field type that a list of anything can't carry. */
const shown = (event: Event) =>
  (event.changes as { field: string; from?: unknown; to?: unknown }[]).map((c) => ({
    field: c.field,
    from: c.from ?? null,
    to: c.to ?? null,
  })); // as event.ts writes them

interface Slice {
  readonly events: Event[];
  readonly older: boolean;
  readonly newer: boolean;
}

async function eventsAt(home: string, query: PageQuery, size: number, scopeId: string): Promise<Slice> {
  mustReach(query, size);
  const skip = query.page && !query.cursor ? (query.page - 1) * size : 0;
  const place = query.cursor ? fromCursor(scopeId, query.cursor, Place) : undefined;
  const all = EventEntity.query.event({ home });
  const ranged = !place ? all : place.back ? all.gt({ id: place.id }) : all.lt({ id: place.id });
  const { data } = await ranged.go({
    limit: skip + size + 1,
    count: skip + size + 1,
    order: place?.back ? "asc" : "desc",
    consistent: true,
  });
  const events = data.slice(skip, skip + size);
  const more = data.length > skip + size;
  if (place?.back) return { events: events.reverse(), older: true, newer: more };
  return { events, older: more, newer: place !== undefined || skip > 0 };
}
