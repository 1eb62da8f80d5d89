import type { Actor } from "../kit/actor.ts";
import { commit, mustMatch } from "../kit/commit.ts";
import { forbidden, notFound } from "../kit/error.ts";
import { displayId, ticketKey } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { findFrame, leads, stillAllowed, type Frame } from "../project/frame.ts";
import { attempt, type Write } from "../table/transact.ts";
import { findTicket, peopleOf, showCard, stamped, withFollower } from "./card.ts";
import { applied, mustEdit, placed, type Fields } from "./change.ts";
import { parentWrites, subtasksOf } from "./hierarchy.ts";
import { lookAhead, type Ahead } from "./place.ts";
import { respread } from "./respread.ts";
import {
  cardCounts,
  changesOf,
  descriptionWrites,
  followedBy,
  involve,
  involvementWrites,
  putCard,
  taggingWrites,
  ticketEvent,
} from "./store.ts";
import { InvolvementEntity, type CardItem } from "./ticket.entity.ts";
import { ticketRoutes, type Card, type Ticket } from "./ticket.schema.ts";

export { counts } from "./counts.ts";
export { create } from "./create.ts";
export { remove } from "./remove.ts";
export { list } from "./list.ts";
export { activity } from "./activity.ts";
export { bulk } from "./bulk.ts";
export { get } from "./get.ts";

/** A ticket as it is now, in its project as the actor may see it. */
export interface Opened {
  /** What was read beside it of where it is to go. */
  readonly ahead?: Ahead;
  readonly frame: Frame;
  readonly card: CardItem;
  readonly text: string | null;
}

/** Permission is read beside the ticket, not before it. @throws AppError `not_found`. */
export async function open(actor: Actor, id: string): Promise<Opened> {
  const key = ticketKey(id);
  if (!key) throw notFound("ticket");
  const [frame, found] = await Promise.all([findFrame(actor, key.project), findTicket(key)]);
  if (!frame || !found) throw notFound("ticket");
  return { frame, card: withoutDeadTags(found.card, frame), text: found.text };
}

/** A ticket, and beside it what its change names: reading one after the other would take a round trip more. */
async function openWith(actor: Actor, id: string, fields: Fields): Promise<Opened> {
  const [opened, ahead] = await Promise.all([open(actor, id), lookAhead(fields)]);
  return { ...opened, ahead };
}

/** A deleted tag is gone at once; the card's trace of it goes with its next change, or with the tag's removal. */
export const withoutDeadTags = (card: CardItem, frame: Frame): CardItem => ({
  ...card,
  tags: card.tags.filter(({ id }) => frame.tags.some((t) => t.id === id)),
});

/** A ticket with all that its page shows. */
export async function show(actor: Actor, { frame, card, text }: Opened): Promise<Ticket> {
  const subtasks = await subtasksOf(card);
  const people = await peopleOf([frame], [card]);
  return {
    ...showCard(card, frame, people, actor.id),
    description: text,
    subtasks: subtasks.map((s) => ({
      id: displayId(s),
      name: s.name,
      status: s.status,
      type: s.type,
      assignee_ids: s.assignee_ids,
    })),
  };
}

export const patch = operation(ticketRoutes.patch, (actor, { params, body }) =>
  edit(actor, params.id, body, (opened) => show(actor, opened)),
);

/** Changes a ticket as asked for, and answers with what `shown` makes of it. `first` spares the first attempt its reading. */
export const edit = <T extends Card>(
  actor: Actor,
  id: string,
  fields: Fields,
  shown: (opened: Opened) => Promise<T>,
  first?: Opened,
): Promise<T> => {
  let known = first;
  return attempt(actor, async () => {
    const opened = known ?? (await openWith(actor, id, fields));
    known = undefined;
    mustMatch(actor, opened.card.version);
    const needs = mustEdit(actor, opened.frame, opened.card, fields);
    const changed = await change(actor, opened, fields, needs);
    const answer = await shown(changed ?? opened);
    if (!changed) return answer;
    await commit(actor, changed.writes);
    return { ...answer, rank: await respread(actor, changed.card) };
  });
};

/** A ticket with these fields and the writes that make it so; undefined when nothing changes. */
export async function change(
  actor: Actor,
  opened: Opened,
  fields: Fields,
  needs: "member" | "lead",
): Promise<(Opened & { writes: Write[] }) | undefined> {
  const { frame, card: before, ahead } = opened;
  const wanted = await placed(applied(before, fields, frame, actor), fields, frame, before, ahead);
  const parent = fields.parent === undefined || (fields.parent ?? "-") === before.parent ? undefined : fields.parent;
  if (parent !== undefined) wanted.parent = parent ?? "-";
  const text = fields.description === undefined || fields.description === opened.text ? undefined : fields.description;
  const changes = changesOf(
    before,
    wanted,
    (id) => frame.tags.find((t) => t.id === id)?.name ?? id,
    text !== undefined,
  );
  if (changes.length === 0) return undefined;

  const at = new Date().toISOString();
  const after: CardItem = {
    ...wanted,
    followers: followedBy(
      wanted,
      wanted.assignee_ids.filter((u) => !before.assignee_ids.includes(u)),
    ),
    changed: stamped(at, before.number),
    rev: before.rev + 1,
    version: before.version + 1,
  };
  const writes = [
    putCard(after, before),
    ...descriptionWrites(after, text),
    ...involvementWrites(after, before),
    ...taggingWrites(after, before),
    ...cardCounts(before, after),
    ...(parent === undefined ? [] : await parentWrites(frame, before, parent)),
    stillAllowed(actor, frame, needs),
    ticketEvent(actor, "ticket.updated", after, at, changes),
  ];
  return { frame, card: after, text: text === undefined ? opened.text : text, writes };
}

/** Personal: it raises no version and records no event. */
export const toggleFollow = operation(ticketRoutes.toggleFollow, (actor, { params, body }) =>
  attempt(actor, async () => {
    const key = ticketKey(params.id);
    if (!key) throw notFound("ticket");
    const [{ frame, card }, { data }] = await Promise.all([
      open(actor, params.id),
      InvolvementEntity.get({ ...key, user: actor.id }).go({ consistent: true }),
    ]);
    const following = body.following ?? !data?.following;
    const answer = { following };
    if (following === (data?.following ?? false)) return answer;
    const after = { ...card, followers: withFollower(card.followers, actor.id, following), rev: card.rev + 1 };
    const writes = [
      putCard(after, card),
      involve(card, actor.id, { assigned: data?.assigned ?? false, following }),
      stillAllowed(actor, frame),
    ];
    await commit(actor, writes, { status: 200, answer });
    return answer;
  }),
);

/** Tells what the actor must still be when the ticket goes. */
export const mustDelete = (actor: Actor, frame: Frame, card: CardItem): "member" | "lead" => {
  if (card.reporter === actor.id) return "member";
  if (leads(frame)) return "lead";
  throw forbidden("ticket.not_reporter", "Only its reporter and leads may delete this ticket.");
};
