import type { Cloud } from "@tessera/local/cloud";
import { unless, type Checks } from "./invariants/book.ts";
import type { Item } from "./table.ts";

/** The object that an attachment's item stands for, by its key. */
const keyOf = (item: Item): string => `${String(item.project).toLowerCase()}/${String(item.number)}/${String(item.id)}`;

/** Every object's key, past signatures and roles. */
export const objectKeys = ({ objects, model }: Cloud): string[] =>
  model.buckets.flatMap(({ name }) => objects.keys(name));

/**
 * What must be true of attachments once all reactions are through: an object for each that is ready, an item for each
 * object, an item only where there is a ticket, and on each card as many as are shown.
 * @param now seconds since the epoch
 */
export function* files(items: readonly Item[], objects: readonly string[], now = Date.now() / 1000): Checks {
  const attachments = items.filter((i) => i._e === "attachment");
  const cards = items.filter((i) => i._e === "card");
  const homes = new Set(cards.map((c) => c.pk));
  const known = new Set(attachments.map(keyOf));
  const stored = new Set(objects);
  const isShown = (i: Item): boolean => i.status === "ready" || (i.status === "pending" && Number(i.ttl) > now);
  for (const key of objects) yield unless(known.has(key), `the object ${key} belongs to no attachment`);
  for (const one of attachments) {
    const [key, ready, lasting] = [keyOf(one), one.status === "ready", one.ttl === undefined];
    yield unless(!ready || stored.has(key), `${key} is ready and has no object`);
    yield unless(ready === lasting, `${key} is ${String(one.status)} and would ${lasting ? "never" : ""} expire`);
    yield unless(homes.has(one.pk), `${key} is on a ticket that is gone`);
  }
  for (const card of cards) {
    const there = attachments.filter((i) => i.pk === card.pk && isShown(i)).length;
    yield unless(card.at === there, `${String(card.pk)} counts ${String(card.at)} attachments of ${there}`);
  }
}

/** A sentence for each thing that is wrong. */
export const fileViolations = (items: readonly Item[], objects: readonly string[]): string[] =>
  [...files(items, objects)].filter((one) => one !== undefined);
