import { record } from "../event/event.ts";
import type { Actor } from "../kit/actor.ts";
import { invalid, type AppError } from "../kit/error.ts";
import { displayId, idOn } from "../kit/id.ts";
import type { Write } from "../table/transact.ts";
import { tally } from "../ticket/tally.ts";
import type { AttachmentItem } from "./attachment.entity.ts";

/** A ticket has at most this many, pending ones included. */
const mostAttachments = 200;

export const unknownTicket = (): AppError =>
  invalid("ticket", "unknown", "There is no such ticket, or you may not see it.");

export const tooMany = (): AppError =>
  invalid("ticket", "too_many", `A ticket has at most ${mostAttachments} attachments.`);

export const isFull = (count: number): boolean => count >= mostAttachments;

/** Counts one more on the ticket's card. */
export const oneMore = (attachment: AttachmentItem): Write =>
  tally(attachment, "attachments", 1, { gone: unknownTicket, most: { of: mostAttachments, full: tooMany } });

/** Coming to be ready is nobody's write and no event: that somebody adds a file is told when they say so. */
export function told(actor: Actor, kind: `attachment.${string}`, attachment: AttachmentItem, at: string): Write {
  const created = kind === "attachment.created";
  const { filename } = attachment;
  return record(actor, {
    kind,
    project: attachment.project,
    ticket: displayId(attachment),
    subject: idOn(attachment),
    at,
    changes: [{ field: "attachment", from: created ? null : filename, to: created ? filename : null }],
  });
}
