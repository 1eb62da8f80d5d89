import type { Cloud } from "@tessera/local/cloud";
import type { Item } from "./table.ts";

/** The object that an attachment's item stands for, by its key. */
const keyOf = (item: Item): string => `${String(item.project).toLowerCase()}/${String(item.number)}/${String(item.id)}`;

/** Every object's key, past signatures and roles. */
export const objectKeys = ({ objects, model }: Cloud): string[] =>
  model.buckets.flatMap(({ name }) => objects.keys(name));

/**
 * What must be true of attachments once all reactions are through: an object for each that is ready, an item for each
 * object, an item only where there is a ticket, and on each card as many as are shown. Returns a sentence for each thing
 * that is wrong.
 * @param now seconds since the epoch
 */
export function fileViolations(items: readonly Item[], objects: readonly string[], now = Date.now() / 1000): string[] {
  const attachments = items.filter((i) => i._e === "attachment");
  const cards = items.filter((i) => i._e === "card");
  const homes = new Set(cards.map((c) => c.pk));
  const known = new Set(attachments.map(keyOf));
  const stored = new Set(objects);
  const isShown = (i: Item): boolean => i.status === "ready" || (i.status === "pending" && Number(i.ttl) > now);
  return [
    ...objects.filter((key) => !known.has(key)).map((key) => `the object ${key} belongs to no attachment`),
    ...attachments
      .filter((i) => i.status === "ready" && !stored.has(keyOf(i)))
      .map((i) => `${keyOf(i)} is ready and has no object`),
    ...attachments
      .filter((i) => (i.status === "ready") !== (i.ttl === undefined))
      .map((i) => `${keyOf(i)} is ${String(i.status)} and would ${i.ttl === undefined ? "never" : ""} expire`),
    ...attachments.filter((i) => !homes.has(i.pk)).map((i) => `${keyOf(i)} is on a ticket that is gone`),
    ...cards.flatMap((c) => {
      const there = attachments.filter((i) => i.pk === c.pk && isShown(i)).length;
      return c.at === there ? [] : [`${String(c.pk)} counts ${String(c.at)} attachments of ${there}`];
    }),
  ];
}
