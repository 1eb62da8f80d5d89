import type { Actor } from "../kit/actor.ts";
import { commit, mustMatch } from "../kit/commit.ts";
import { operation } from "../kit/operation.ts";
import { stillAllowed, type Frame } from "../project/frame.ts";
import { afterwards, Again, attempt, remove as removal, transact, type Write } from "../table/transact.ts";
import { stamped } from "./card.ts";
import { subtaskCount, subtasksOf } from "./hierarchy.ts";
import { cardCounts, putCard, ticketEvent } from "./store.ts";
import { mustDelete, open } from "./ticket.ts";
import { CardEntity, DescriptionEntity, InvolvementEntity, type CardItem } from "./ticket.entity.ts";
import { ticketRoutes } from "./ticket.schema.ts";

/** So many subtasks lose their parent in one transaction. */
const batch = 40;
/** DynamoDB takes so many writes in one transaction. */
const mostWrites = 100;

export const remove = operation(ticketRoutes.remove, async (actor, { params }) => {
  const left = await attempt(actor, () => removeOnce(actor, params.id));
  await afterwards(async () => {
    for (let i = 0; i < left.length; i += mostWrites) await transact(actor, left.slice(i, i + mostWrites));
  });
  return undefined;
});

/** Returns what found no room in the transaction: some of very many followings, which nobody can reach any more. */
async function removeOnce(actor: Actor, id: string): Promise<Write[]> {
  const { frame, card } = await open(actor, id);
  mustMatch(actor, card.version);
  const needs = mustDelete(actor, frame, card);
  const [orphans, people] = await Promise.all([subtasksOf(card), involvementRemovals(card)]);
  // The index of parents may lag behind the count: then read again rather than leave a subtask behind.
  if (orphans.length < card.subtasks) throw new Again();
  if (orphans.length > batch) await orphanSome(actor, frame, card, orphans.slice(0, batch));
  const key = { project: card.project, number: card.number };
  const writes = [
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
    stillAllowed(actor, frame, needs),
    ticketEvent(actor, "ticket.deleted", card, new Date().toISOString(), [
      { field: "name", from: card.name, to: null },
    ]),
  ];
  const room = mostWrites - writes.length;
  await commit(actor, [...writes, ...people.slice(0, room)]);
  return people.slice(room);
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

/** Who is assigned or follows can't change meanwhile: every involvement is written together with the card. */
async function involvementRemovals({ project, number }: CardItem): Promise<Write[]> {
  const { data } = await InvolvementEntity.query
    .involvement({ project, number })
    .go({ pages: "all", consistent: true });
  return data.map(({ user }) => removal(InvolvementEntity.delete({ project, number, user }).params()));
}
