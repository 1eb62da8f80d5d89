import type { JobItem } from "../job/job.entity.ts";
import { order } from "../job/job.ts";
import type { Visit } from "../kit/actor.ts";
import { AppError, notFound } from "../kit/error.ts";
import type { TicketKey } from "../kit/id.ts";
import { Gate } from "../project/project.entity.ts";
import type { Change } from "../table/change.ts";
import { tableName } from "../table/client.ts";
import { attempt, check, put, transact, update, type Write } from "../table/transact.ts";
import { cardKey, findCard } from "../ticket/card.ts";
import { AttachmentEntity, type AttachmentItem } from "./attachment.entity.ts";
import { discard, exists, fileOf, objectKey } from "./bucket.ts";
import { isShown } from "./list.ts";

/**
 * An attachment's item has gone, by whatever way: its object goes, too. Where its time was over, DynamoDB has removed
 * it, which is no write of anybody: a file that has come after all, untold, keeps it, and the count on the ticket's card
 * is made anew. Where it was given up before its file came, that may still come, and untold again: a job looks later.
 */
export async function departed({ before }: Change, visit: Visit): Promise<void> {
  const { data: attachment } = AttachmentEntity.parse({ ...(before && { Item: before }) });
  if (!attachment) throw new Error("an attachment's record without its item");
  const isExpired = attachment.status === "pending" && !isShown(attachment);
  const stays = isExpired && (await exists(attachment)) && (await kept(visit, attachment));
  if (!stays) await discard(attachment);
  if (isExpired) await recount(visit, attachment);
  else if (attachment.status === "pending") await transact(visit, [forgetting(attachment, visit)]);
}

/** Whether it is there again, as long as its ticket is, and its project isn't being cleared. */
async function kept(visit: Visit, { ttl: _, ...attachment }: AttachmentItem): Promise<boolean> {
  const { project, number } = attachment;
  const card = { TableName: tableName, Key: cardKey(project, number) };
  const gone = () => notFound("ticket");
  try {
    await transact(visit, [
      put(AttachmentEntity.put({ ...attachment, status: "ready" }).params()),
      check(card, gone, { expression: "attribute_exists(#pk)", names: { "#pk": "pk" } }),
      check(Gate.get({ project }).params(), gone, {
        expression: "#state = :active",
        names: { "#state": "state" },
        values: { ":active": "active" },
      }),
    ]);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") return false;
    throw error;
  }
}

/** The sweep finds it an hour later: by then its upload form is over. */
const forgetting = (attachment: AttachmentItem, { requestId }: Visit): Write =>
  order(
    { id: attachment.user, requestId },
    { kind: "attachment.forget", project: attachment.project, subject: objectKey(attachment), attended: true },
  );

export async function forgetFile({ subject }: JobItem): Promise<undefined> {
  const file = fileOf(subject);
  if (!file) throw new Error(`not an attachment's object: ${subject}`);
  await discard(file);
}

/**
 * Counting, unlike taking one off, may be done as often as one is told. Holds only if no other write of the card came
 * between.
 */
const recount = (visit: Visit, { project, number }: TicketKey): Promise<void> =>
  attempt(visit, async () => {
    const card = await findCard(project, number);
    if (!card) return;
    const { data } = await AttachmentEntity.query
      .attachment({ project, number })
      .go({ pages: "all", consistent: true });
    const count = data.filter(isShown).length;
    if (count === card.attachments) return;
    await transact(visit, [
      update(
        {
          TableName: tableName,
          Key: cardKey(project, number),
          UpdateExpression: "SET #n = :count ADD rv :one",
          ConditionExpression: "rv = :rev",
          ExpressionAttributeNames: { "#n": "at" },
          ExpressionAttributeValues: { ":count": count, ":one": 1, ":rev": card.rev },
        },
        () => "again",
      ),
    ]);
  });
