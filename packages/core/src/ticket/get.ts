import { readAttachments, showAttachments, uploadersIn } from "../attachment/list.ts";
import { authorsIn, readComments, showComments } from "../comment/list.ts";
import { notFound } from "../kit/error.ts";
import { ticketKey } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { makersOf, othersOf, readLinks, showLinks } from "../link/list.ts";
import { actorsIn, readActivity, showActivity } from "./activity.ts";
import { peopleNamed } from "./card.ts";
import { open, show } from "./ticket.ts";
import { ticketRoutes, type included, type TicketWith } from "./ticket.schema.ts";

/**
 * A ticket, with the first page of what is asked for beside it: one limited query per kind, beside the ticket and not
 * after it; then the names and cards that they mention, all at once.
 */
export const get = operation(ticketRoutes.get, async (actor, { params, query }): Promise<TicketWith> => {
  const ticket = ticketKey(params.id);
  if (!ticket) throw notFound("ticket");
  const wanted = new Set(query.include);
  const asked = <T>(what: (typeof included)[number], read: () => Promise<T>) => (wanted.has(what) ? read() : undefined);
  const [opened, comments, history, links, files] = await Promise.all([
    open(actor, params.id),
    asked("comments", () => readComments(actor, ticket, {})),
    asked("activity", () => readActivity(actor, ticket, {})),
    asked("links", () => readLinks(ticket)),
    asked("attachments", () => readAttachments(actor, ticket, {})),
  ]);
  const mentioned = [
    ...(comments ? authorsIn(comments) : []),
    ...(history ? actorsIn(history) : []),
    ...(links ? makersOf(links) : []),
    ...(files ? uploadersIn(files) : []),
  ];
  const [shown, people, others] = await Promise.all([
    show(actor, opened),
    peopleNamed([opened.frame], mentioned),
    othersOf(links ?? []),
  ]);
  return {
    ...shown,
    ...(comments && { comments: showComments(comments, opened.card, people) }),
    ...(history && { activity: showActivity(history, people) }),
    ...(links && { links: showLinks(actor, ticket, {}, links, others, people) }),
    ...(files && { attachments: showAttachments(files, opened.card, people) }),
  };
});
