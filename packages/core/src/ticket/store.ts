import type { Actor } from "../kit/actor.ts";
import { displayId } from "../kit/id.ts";
import { countWrites, type Counted } from "../count/count.ts";
import { diff, record } from "../event/event.ts";
import type { Change } from "../event/event.schema.ts";
import { tableName } from "../table/client.ts";
import { put, remove, update, type Write } from "../table/transact.ts";
import { dueOf, padded, withFollower } from "./card.ts";
import { CardEntity, DescriptionEntity, InvolvementEntity, TaggingEntity, type CardItem } from "./ticket.entity.ts";

export const counted = (card: CardItem): Counted => ({ ...card, due_date: dueOf(card.due) ?? undefined });

/** Writes a card that must still be as it was read; a new one must not exist. */
export function putCard(card: CardItem, before: CardItem | undefined): Write {
  const params = CardEntity.put(card)
    .where((a, o) => (before ? o.eq(a.rev, before.rev) : o.notExists(a.rev)))
    .params();
  return put(params, () => "again");
}

/** Writes or removes the description; undefined leaves it. */
export function descriptionWrites(card: CardItem, text: string | null | undefined): Write[] {
  const key = { project: card.project, number: card.number };
  if (text === undefined) return [];
  return text === null
    ? [remove(DescriptionEntity.delete(key).params())]
    : [put(DescriptionEntity.put({ ...key, text }).params())];
}

/** What must be written for people who come to a ticket or are no longer assigned; they go on following. */
export function involvementWrites(card: CardItem, before: CardItem | undefined): Write[] {
  const was = new Set(before?.assignee_ids ?? []);
  const is = new Set(card.assignee_ids);
  const come = [...is].filter((u) => !was.has(u));
  const left = [...was].filter((u) => !is.has(u));
  const reporter =
    before || is.has(card.reporter) ? [] : [involve(card, card.reporter, { assigned: false, following: true })];
  return [
    ...reporter,
    ...come.map((u) => involve(card, u, { assigned: true, following: true })),
    ...left.map((u) => unassign(card, u)),
  ];
}

export const involve = (card: CardItem, user: string, how: { assigned: boolean; following: boolean }): Write =>
  put(
    InvolvementEntity.put({ project: card.project, number: card.number, user, created: card.created, ...how }).params(),
  );

const unassign = (card: CardItem, user: string): Write =>
  update({
    TableName: tableName,
    Key: { pk: `t#${card.project.toLowerCase()}#${padded(card.number)}`, sk: `u#${user}` },
    UpdateExpression: "SET assigned = :no REMOVE gsi9pk",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeValues: { ":no": false },
  });

/** What must be written for tags that a ticket gets or loses. Lists look at the card itself, so what goes can wait. */
export function taggingWrites(after: CardItem, before: CardItem | undefined): Write[] {
  const { project, number, created } = after;
  const key = (tag: string) => ({ project, number, tag });
  const has = (card: CardItem | undefined, id: string): boolean => card?.tags.some((t) => t.id === id) ?? false;
  return [
    ...after.tags
      .filter((t) => !has(before, t.id))
      .map((t) => put(TaggingEntity.put({ ...key(t.id), created, at: t.at }).params())),
    ...(before?.tags ?? []).filter((t) => !has(after, t.id)).map((t) => untagged(key(t.id), t.at)),
  ];
}

/** Unless the ticket has got the tag anew meanwhile. */
const untagged = (key: { project: string; number: number; tag: string }, at: number): Write => ({
  ...remove(
    TaggingEntity.delete(key)
      .where((a, o) => `${o.notExists(a.at)} OR ${o.eq(a.at, at)}`)
      .params(),
    () => "again",
  ),
  canWait: true,
});

/** Reporter and assignees follow, also those assigned later. */
export const followedBy = (card: CardItem, users: readonly string[]): string =>
  users.reduce((packed, u) => withFollower(packed, u, true), card.followers);

/** A card as events tell of it: fields named as in the API. */
const told = (card: CardItem | undefined) => ({
  name: card?.name ?? null,
  type: card?.type ?? null,
  status: card?.status ?? null,
  priority_id: card?.priority_id ?? null,
  urgency: card?.urgency ?? null,
  importance: card?.importance ?? null,
  column: card?.column ?? null,
  rank: card?.rank ?? null,
  assignee_ids: card?.assignee_ids ?? null,
  tags: card?.tags.map((t) => t.id) ?? null,
  parent: card && card.parent !== "-" ? card.parent : null,
  due_date: card ? dueOf(card.due) : null,
  start_date: card?.start_date ?? null,
});

const fields = [
  "name",
  "type",
  "status",
  "priority_id",
  "urgency",
  "importance",
  "column",
  "rank",
  "assignee_ids",
  "tags",
  "parent",
  "due_date",
  "start_date",
] as const;

/** What differs between two states of a ticket; `tagName` turns a tag's id into its name. */
export function changesOf(
  before: CardItem | undefined,
  after: CardItem | undefined,
  tagName: (id: string) => string,
  text: boolean,
): Change[] {
  const named = (ids: unknown): unknown => (Array.isArray(ids) ? ids.map((id) => tagName(String(id))) : ids);
  const changes = diff(told(before), told(after), fields).map((c) =>
    c.field === "tags" ? { field: "tag_names", from: named(c.from), to: named(c.to) } : c,
  );
  return text ? [...changes, { field: "description", from: null, to: null }] : changes;
}

/** The event of a ticket's change. */
export const ticketEvent = (
  actor: Actor,
  kind: `ticket.${string}`,
  card: CardItem,
  at: string,
  changes: readonly Change[],
): Write => record(actor, { kind, project: card.project, ticket: displayId(card), version: card.version, at, changes });

/** The counts that a card's change moves. */
export const cardCounts = (before: CardItem | undefined, after: CardItem | undefined): Write[] =>
  countWrites(before && counted(before), after && counted(after));
