import { record } from "../event/event.ts";
import type { Actor } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { conflict, invalid, notFound } from "../kit/error.ts";
import { displayId, ticketKey } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { findFrame, stillAllowed } from "../project/frame.ts";
import { attempt, put, remove as removal, type Write } from "../table/transact.ts";
import { findCard, peopleNamed } from "../ticket/card.ts";
import { mustEdit } from "../ticket/change.ts";
import { tally } from "../ticket/tally.ts";
import { LinkEntity, linkId, linkOf, mirrored, type LinkItem } from "./link.entity.ts";
import { linkRoutes } from "./link.schema.ts";
import { showLink } from "./list.ts";

export { list } from "./list.ts";

const mostLinks = 100;

export const create = operation(linkRoutes.create, (actor, { params, body }) =>
  attempt(actor, async () => {
    const [ticket, target] = [ticketKey(params.id), ticketKey(body.ticket)];
    if (!ticket) throw notFound("ticket");
    const [frame, card, other] = await Promise.all([
      findFrame(actor, ticket.project),
      findCard(ticket.project, ticket.number),
      target?.project === ticket.project ? findCard(target.project, target.number) : undefined,
    ]);
    if (!frame || !card) throw notFound("ticket");
    const needs = mustEdit(actor, frame, card, {});
    if (!other) throw invalid("ticket", "unknown", "There is no such ticket in this project.");
    if (other.number === card.number) throw invalid("ticket", "itself", "A ticket can't be linked to itself.");

    const at = new Date().toISOString();
    const link: LinkItem = { ...ticket, type: body.type, other: other.number, created_by: actor.id, created_at: at };
    const answer = showLink(link, other, await peopleNamed([frame], [actor.id]));
    const writes = [
      ...[link, mirrored(link)].map(putLink),
      tally(card, "links", 1, { as: card, most: { of: mostLinks, full: () => tooMany(displayId(card)) } }),
      tally(other, "links", 1, { most: { of: mostLinks, full: () => tooMany(displayId(other)) } }),
      ...told(actor, "link.created", link, at),
      stillAllowed(actor, frame, needs),
    ];
    await commit(actor, writes, { status: 201, answer });
    return answer;
  }),
);

export const remove = operation(linkRoutes.remove, (actor, { params }) =>
  attempt(actor, async () => {
    const ticket = ticketKey(params.id);
    const key = ticket && linkOf(ticket, params.link);
    if (!ticket || !key) throw notFound("link");
    const [frame, card, other, { data: link }] = await Promise.all([
      findFrame(actor, ticket.project),
      findCard(ticket.project, ticket.number),
      findCard(ticket.project, key.other),
      LinkEntity.get(key).go({ consistent: true }),
    ]);
    if (!frame || !card || !other || !link) throw notFound("link");
    const needs = mustEdit(actor, frame, card, {});
    await commit(actor, [
      ...[link, mirrored(link)].map(removeLink),
      tally(card, "links", -1, { as: card }),
      tally(other, "links", -1),
      ...told(actor, "link.deleted", link, new Date().toISOString()),
      stillAllowed(actor, frame, needs),
    ]);
    return undefined;
  }),
);

const tooMany = (id: string) =>
  invalid("ticket", "too_many", `A ticket has at most ${mostLinks} links, and ${id} has as many.`);

/** The same link has the same key, whichever word it was made with and from whichever side. */
const putLink = (link: LinkItem): Write =>
  put(
    LinkEntity.put(link)
      .where((a, o) => o.notExists(a.created_at))
      .params(),
    () => conflict("link.exists", "These tickets are linked like this already.", "ticket"),
  );

const removeLink = (link: LinkItem): Write =>
  removal(
    LinkEntity.delete(link)
      .where((a, o) => o.eq(a.created_at, link.created_at))
      .params(),
    () => "again",
  );

/** One event on each ticket, in that ticket's words: `is_blocked_by`, from nothing to DEMO-12. */
const told = (actor: Actor, kind: "link.created" | "link.deleted", link: LinkItem, at: string): Write[] =>
  [link, mirrored(link)].map((side) => {
    const other = displayId({ project: side.project, number: side.other });
    const [from, to] = kind === "link.created" ? [null, other] : [other, null];
    return record(actor, {
      kind,
      project: side.project,
      ticket: displayId(side),
      subject: linkId(side),
      at,
      changes: [{ field: side.type, from, to }],
    });
  });
