import type { Visit } from "../kit/actor.ts";
import type { TicketKey } from "../kit/id.ts";
import type { Change } from "../table/change.ts";
import { tableName } from "../table/client.ts";
import { attempt, transact, update } from "../table/transact.ts";
import { cardKey, findCard } from "../ticket/card.ts";
import { AttachmentEntity } from "./attachment.entity.ts";
import { discard } from "./bucket.ts";
import { isShown } from "./list.ts";

/**
 * An attachment's item has gone, by whatever way: its object goes, too. Where its time was over, DynamoDB has removed
 * it, which is no write of anybody: the count on the ticket's card is made anew.
 */
export async function departed({ before }: Change, visit: Visit): Promise<void> {
  const { data: attachment } = AttachmentEntity.parse({ ...(before && { Item: before }) });
  if (!attachment) throw new Error("an attachment's record without its item");
  await discard(attachment);
  if (attachment.status === "pending" && !isShown(attachment)) await recount(visit, attachment);
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
