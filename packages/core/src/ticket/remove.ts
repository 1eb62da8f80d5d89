import { record } from "../event/event.ts";
import { order } from "../job/job.ts";
import type { Actor } from "../kit/actor.ts";
import { commit, mustMatch } from "../kit/commit.ts";
import { displayId, newId } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { stillAllowed, type Frame } from "../project/frame.ts";
import { Again, attempt, remove as removal, transact, type Write } from "../table/transact.ts";
import { stamped } from "./card.ts";
import { subtaskCount, subtasksOf } from "./hierarchy.ts";
import { cardCounts, putCard } from "./store.ts";
import { mustDelete, open } from "./ticket.ts";
import { CardEntity, type CardItem } from "./ticket.entity.ts";
import { ticketRoutes } from "./ticket.schema.ts";

/** So many subtasks lose their parent in one transaction. */
const batch = 40;

/** The ticket goes at once; what else is in its partition, but its history, goes by a job (`clear.ts`). */
export const remove = operation(ticketRoutes.remove, (actor, { params }) =>
  attempt(actor, () => removeOnce(actor, params.id)),
);

async function removeOnce(actor: Actor, id: string): Promise<undefined> {
  const { frame, card } = await open(actor, id);
  mustMatch(actor, card.version);
  const needs = mustDelete(actor, frame, card);
  const orphans = await subtasksOf(card);
  // The index of parents may lag behind the count: then read again rather than leave a subtask behind.
  if (orphans.length < card.subtasks) throw new Again();
  if (orphans.length > batch) await orphanSome(actor, frame, card, orphans.slice(0, batch));
  const causedBy = newId();
  const gone = CardEntity.delete({ project: card.project, number: card.number })
    .where((a, o) => o.eq(a.rev, card.rev))
    .params();
  await commit(actor, [
    removal(gone, () => "again"),
    ...orphans.map(orphaned),
    ...cardCounts(card, undefined),
    ...(card.parent === "-" ? [] : [subtaskCount(card.parent, -1)]),
    stillAllowed(actor, frame, needs),
    record(actor, {
      id: causedBy,
      kind: "ticket.deleted",
      project: card.project,
      ticket: displayId(card),
      version: card.version,
      at: new Date().toISOString(),
      changes: [{ field: "name", from: card.name, to: null }],
    }),
    order(actor, { kind: "ticket.clear", project: card.project, subject: displayId(card), causedBy }),
  ]);
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
