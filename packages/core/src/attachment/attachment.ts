import type { Actor } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { forbidden, notFound } from "../kit/error.ts";
import { partKey, ticketKey } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { findFrame, leads, stillAllowed, type Frame } from "../project/frame.ts";
import { attempt, remove as removal } from "../table/transact.ts";
import { findCard, peopleNamed } from "../ticket/card.ts";
import { tally } from "../ticket/tally.ts";
import { settled } from "./arrival.ts";
import { AttachmentEntity, type AttachmentItem } from "./attachment.entity.ts";
import { attachmentRoutes } from "./attachment.schema.ts";
import { announce, mustBeTakeable, take } from "./create.ts";
import { isShown, showAttachment } from "./list.ts";
import { told, unknownTicket } from "./store.ts";

export { list } from "./list.ts";

/** Every member may; the ticket's own version and time of change stay. */
export const create = operation(attachmentRoutes.create, async (actor, { body, form }) => {
  mustBeTakeable(body, form?.file);
  const ticket = ticketKey(form ? form.ticket : body.ticket);
  if (!ticket) throw unknownTicket();
  return form ? take(actor, ticket, form.file) : announce(actor, ticket, body);
});

/** A reader sees the own upload at once: while it is pending, S3 itself is asked. */
export const get = operation(attachmentRoutes.get, async (actor, { params }) => {
  const { attachment, frame } = await open(actor, params.id);
  const [now, people] = await Promise.all([settled(attachment), peopleNamed([frame], [attachment.user])]);
  return showAttachment(now, people);
});

/** The object goes in reaction to this (docs/adr/0011). */
export const remove = operation(attachmentRoutes.remove, (actor, { params }) =>
  attempt(actor, async () => {
    const { attachment, frame } = await open(actor, params.id);
    const needs = mustRemove(actor, frame, attachment);
    await commit(actor, [
      removal(
        AttachmentEntity.delete(attachment)
          .where((a, o) => o.exists(a.id))
          .params(),
        () => "again",
      ),
      tally(attachment, "attachments", -1),
      told(actor, "attachment.deleted", attachment, new Date().toISOString()),
      stillAllowed(actor, frame, needs),
    ]);
    return undefined;
  }),
);

interface Opened {
  readonly frame: Frame;
  readonly attachment: AttachmentItem;
}

/** @throws AppError `not_found`, for what has expired, too: DynamoDB takes its time. */
async function open(actor: Actor, id: string): Promise<Opened> {
  const key = partKey(id);
  if (!key) throw notFound("attachment");
  const [frame, card, { data: attachment }] = await Promise.all([
    findFrame(actor, key.project),
    findCard(key.project, key.number),
    AttachmentEntity.get(key).go({ consistent: true }),
  ]);
  if (!frame || !card || !attachment || !isShown(attachment)) throw notFound("attachment");
  return { frame, attachment };
}

/** Tells what the actor must still be when the attachment goes. */
function mustRemove(actor: Actor, frame: Frame, attachment: AttachmentItem): "member" | "lead" {
  if (attachment.user === actor.id) return "member";
  if (leads(frame)) return "lead";
  throw forbidden("attachment.not_uploader", "Only who uploaded it and leads may delete an attachment.");
}
