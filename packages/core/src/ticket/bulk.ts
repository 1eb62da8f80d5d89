import type { Actor } from "../kit/actor.ts";
import { AppError, notFound, problemOf } from "../kit/error.ts";
import { displayId, ticketKey } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { findFrame } from "../project/frame.ts";
import { readAll } from "../table/batch.ts";
import { cardKey, peopleOf, showCard } from "./card.ts";
import type { Fields } from "./change.ts";
import { CardEntity } from "./ticket.entity.ts";
import { edit, withoutDeadTags, type Opened } from "./ticket.ts";
import { ticketRoutes, type BulkResult } from "./ticket.schema.ts";

/** So many tickets at once: they share counters, and more of them would only wait for one another. */
const abreast = 4;
/** Milliseconds that one ticket's change and the answer may still need. */
const lastStart = 4000;

/**
 * The same change for many tickets, each in a transaction of its own with an event of its own: what one refuses,
 * the others don't feel. What passes by itself (no time left, others in the way) is no ticket's result: then all is
 * 503, and whoever asks again, also under the same key, changes what is still to be changed. A field that has its
 * value already is no change, and a move to a column's end is one to its end.
 */
export const bulk = operation(ticketRoutes.bulk, async (actor, { body }) => {
  const { expect: _, ...whoever } = actor; // a version of one ticket says nothing of a hundred
  const ids = [...new Set(body.ids)];
  const opened = await openAll(whoever, ids);
  const queue = ids.entries();
  const results: BulkResult[] = [];
  const work = async (): Promise<void> => {
    for (const [i, id] of queue) results[i] = await changeOne(whoever, id, opened.get(id), body.set);
  };
  const workers = await Promise.allSettled(Array.from({ length: abreast }, work));
  // A failure is told when all have ended: a function is frozen with whatever it has under way.
  for (const worker of workers) if (worker.status === "rejected") throw worker.reason;
  return { results };
});

/** All of them in one round trip. What changes before it is a ticket's turn fails a condition, and is read anew. */
async function openAll(actor: Actor, ids: readonly string[]): Promise<Map<string, Opened>> {
  const keys = ids.flatMap((id) => ticketKey(id) ?? []);
  const wanted = keys.map((key) => cardKey(key.project, key.number)).flatMap((key) => [key, { ...key, sk: "d" }]);
  const [frames, items] = await Promise.all([
    Promise.all([...new Set(keys.map((key) => key.project))].map((project) => findFrame(actor, project))),
    readAll(wanted, true),
  ]);
  const texts = new Map(items.filter((i) => i.sk === "d").map((i) => [i.pk, String(i.text)]));
  const cards = items.filter((i) => i.sk === "c").map((Item) => [Item.pk, CardEntity.parse({ Item }).data] as const);
  return new Map(
    cards.flatMap(([pk, card]): [string, Opened][] => {
      const frame = frames.find((f) => f?.key === card?.project);
      return card && frame
        ? [[displayId(card), { frame, card: withoutDeadTags(card, frame), text: texts.get(pk) ?? null }]]
        : [];
    }),
  );
}

async function changeOne(actor: Actor, id: string, opened: Opened | undefined, fields: Fields): Promise<BulkResult> {
  try {
    if (!opened) throw notFound("ticket");
    if (Date.now() > actor.deadline - lastStart)
      throw new AppError("unavailable", "busy", "There was no time left for all of them. Please ask again.", {
        retryAfter: 1,
      });
    return { id, ok: true, ticket: await edit(actor, id, fields, (now) => cardOf(actor, now), opened) };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === "unavailable") throw error;
    return { id, ok: false, error: problemOf(error) };
  }
}

const cardOf = async (actor: Actor, { frame, card }: Opened) =>
  showCard(card, frame, await peopleOf([frame], [card]), actor.id);
