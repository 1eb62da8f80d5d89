import type { InferOutput } from "valibot";
import type { Actor } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { AppError } from "../kit/error.ts";
import { madeAt, newId, type TicketKey } from "../kit/id.ts";
import { findFrame, stillAllowed, type Frame } from "../project/frame.ts";
import { afterwards, attempt, put as putItem, type Write } from "../table/transact.ts";
import { findCard, peopleNamed } from "../ticket/card.ts";
import { AttachmentEntity, type AttachmentItem } from "./attachment.entity.ts";
import type { CreateAttachment, CreatedAttachment, UploadAttachment } from "./attachment.schema.ts";
import { put, uploadForm } from "./bucket.ts";
import { showAttachment } from "./list.ts";
import { isFull, oneMore, told, tooMany, unknownTicket } from "./store.ts";

/** Bytes of a file that goes straight to S3, and of one that comes through the API. */
const mostBytes = 100 * 1024 * 1024;
const mostBytesHere = 4 * 1024 * 1024;

/** How long an attachment may wait for its file, and the API for its own call; seconds. */
const pendingFor = 24 * 3600;
const arrivingFor = 3600;

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

function tooLarge(field: string, code: string, message: string): AppError {
  return new AppError("too_large", "attachment.too_large", message, { issues: [{ field, code, message }] });
}

type Announced = InferOutput<typeof CreateAttachment>;
type Taken = InferOutput<typeof UploadAttachment>["file"];

/** @throws AppError `too_large` */
export function mustBeTakeable(body: Announced | undefined, file: Taken | undefined): void {
  if (body && body.size > mostBytes)
    throw tooLarge("size", "too_large", `A file may have ${mostBytes.toLocaleString("en")} bytes at most.`);
  if (file && file.bytes.length > mostBytesHere)
    throw tooLarge(
      "file",
      "too_large",
      "Through the API a file may have 4 MiB at most. Send its name, type and size as JSON, and upload it where the answer says.",
    );
}

/** @throws AppError `invalid`: where the body names a ticket, one that can't be seen is an unknown one */
async function enter(actor: Actor, { project }: TicketKey): Promise<Frame> {
  const frame = await findFrame(actor, project);
  if (!frame) throw unknownTicket();
  return frame;
}

/** An attachment whose file will go straight to S3, and how to send it there. */
export const announce = (actor: Actor, ticket: TicketKey, body: Announced): Promise<CreatedAttachment> =>
  attempt(actor, async () => {
    const frame = await enter(actor, ticket);
    const { filename, content_type, size } = body;
    const item: AttachmentItem = {
      ...ticket,
      id: newId(),
      user: actor.id,
      filename,
      content_type,
      size,
      status: "pending",
      ttl: inSeconds(pendingFor),
    };
    const answer = await shown(item, frame, uploadForm(item));
    const asNew = AttachmentEntity.put(item).params();
    await commit(actor, [putItem(asNew), ...counted(actor, frame, item)], { status: 201, answer });
    return answer;
  });

/**
 * An attachment whose file came along. Its item is there before its object, unseen: a notification that finds no item
 * removes the object, and whatever is cut short here expires with both.
 */
export async function take(actor: Actor, ticket: TicketKey, file: Taken): Promise<CreatedAttachment> {
  const [card] = await Promise.all([findCard(ticket.project, ticket.number), enter(actor, ticket)]);
  if (!card) throw unknownTicket();
  if (isFull(card.attachments)) throw tooMany();
  const { filename, content_type, bytes } = file;
  const item = { ...ticket, id: newId(), user: actor.id, filename, content_type, size: bytes.length };
  await AttachmentEntity.put({ ...item, status: "arriving", ttl: inSeconds(arrivingFor) }).go();
  try {
    await put(item, bytes, content_type);
    return await attempt(actor, async () => admit(actor, await enter(actor, ticket), { ...item, status: "ready" }));
  } catch (error) {
    await afterwards(() => withdraw(item));
    throw error;
  }
}

async function admit(actor: Actor, frame: Frame, item: AttachmentItem): Promise<CreatedAttachment> {
  const answer = await shown(item, frame, null);
  const asReady = AttachmentEntity.put(item)
    .where((a, o) => o.eq(a.status, "arriving"))
    .params();
  await commit(actor, [putItem(asReady), ...counted(actor, frame, item)], { status: 201, answer });
  return answer;
}

/** Unless it was admitted after all, and only the answer got lost. */
const withdraw = (item: Pick<AttachmentItem, "project" | "number" | "id">): Promise<unknown> =>
  AttachmentEntity.delete(item)
    .where((a, o) => o.eq(a.status, "arriving"))
    .go();

const counted = (actor: Actor, frame: Frame, item: AttachmentItem): Write[] => [
  oneMore(item),
  told(actor, "attachment.created", item, madeAt(item.id)),
  stillAllowed(actor, frame),
];

const shown = async (item: AttachmentItem, frame: Frame, upload: CreatedAttachment["upload"]) => ({
  ...showAttachment(item, await peopleNamed([frame], [item.user])),
  upload,
});
