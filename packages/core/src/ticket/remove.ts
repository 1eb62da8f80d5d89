import { BatchWriteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Actor } from "../kit/actor.ts";
import { commit, mustMatch } from "../kit/commit.ts";
import { operation } from "../kit/operation.ts";
import { stillAllowed, type Frame } from "../project/frame.ts";
import { client, tableName } from "../table/client.ts";
import { Again, attempt, remove as removal, transact, type Write } from "../table/transact.ts";
import { ticketHome } from "../event/event.ts";
import { stamped } from "./card.ts";
import { subtaskCount, subtasksOf } from "./hierarchy.ts";
import { cardCounts, putCard, ticketEvent } from "./store.ts";
import { mustDelete, open } from "./ticket.ts";
import { CardEntity, DescriptionEntity, type CardItem } from "./ticket.entity.ts";
import { ticketRoutes } from "./ticket.schema.ts";

/** So many subtasks lose their parent in one transaction. */
const batch = 40;

export const remove = operation(ticketRoutes.remove, async (actor, { params }) => {
  const card = await attempt(actor, () => removeOnce(actor, params.id));
  await sweep(card);
  return undefined;
});

async function removeOnce(actor: Actor, id: string): Promise<CardItem> {
  const { frame, card } = await open(actor, id);
  mustMatch(actor, card.version);
  mustDelete(actor, frame, card);
  const orphans = await subtasksOf(card);
  // The index of parents may lag behind the count: then read again rather than leave a subtask behind.
  if (orphans.length < card.subtasks) throw new Again();
  if (orphans.length > batch) await orphanSome(actor, frame, card, orphans.slice(0, batch));
  const key = { project: card.project, number: card.number };
  await commit(actor, [
    removal(
      CardEntity.delete(key)
        .where((a, o) => o.eq(a.rev, card.rev))
        .params(),
      () => "again",
    ),
    removal(DescriptionEntity.delete(key).params()),
    ...orphans.map(orphaned),
    ...cardCounts(card, undefined),
    ...(card.parent === "-" ? [] : [subtaskCount(card.parent, -1)]),
    stillAllowed(actor, frame),
    ticketEvent(actor, "ticket.deleted", card, new Date().toISOString(), [
      { field: "name", from: card.name, to: null },
    ]),
  ]);
  return card;
}

/** A ticket with very many subtasks loses them in several transactions before it goes itself. */
async function orphanSome(actor: Actor, frame: Frame, card: CardItem, some: readonly CardItem[]): Promise<never> {
  const fewer = putCard({ ...card, subtasks: card.subtasks - some.length, rev: card.rev + 1 }, card);
  await transact(actor, [fewer, ...some.map(orphaned), stillAllowed(actor, frame)]);
  throw new Again();
}

function orphaned(child: CardItem): Write {
  const changed = stamped(new Date().toISOString(), child.number);
  return putCard({ ...child, parent: "-", changed, rev: child.rev + 1, version: child.version + 1 }, child);
}

/** What is left of the ticket but its events. It can't be reached any more; should this fail, it does no harm. */
async function sweep(card: CardItem): Promise<void> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :u)",
      ExpressionAttributeValues: { ":pk": ticketHome(card.project, card.number).toLowerCase(), ":u": "u#" },
      ProjectionExpression: "pk, sk",
    }),
  );
  for (let i = 0; i < Items.length; i += 25) {
    const requests = Items.slice(i, i + 25).map((Key) => ({ DeleteRequest: { Key } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
  }
}
