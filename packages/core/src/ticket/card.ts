import { createHash } from "node:crypto";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { displayId, type TicketKey } from "../kit/id.ts";
import type { Frame, MemberItem } from "../project/frame.ts";
import { readAll } from "../table/batch.ts";
import { client, tableName } from "../table/client.ts";
import { findUsers, type Person } from "../user/people.ts";
import { CardEntity, DescriptionEntity, type CardItem } from "./ticket.entity.ts";
import type { Card } from "./ticket.schema.ts";

/** How DynamoDB's key of one card is written. */
export const cardKey = (project: string, number: number) => ({
  pk: `t#${project.toLowerCase()}#${padded(number)}`,
  sk: "c",
});
export const padded = (number: number): string => String(number).padStart(7, "0");

/** An instant or a day with the number behind it: an index key whose ties are in order. */
export const stamped = (at: string, number: number): string => `${at}#${padded(number)}`;
export const unstamped = (key: string): string => key.split("#")[0] ?? key;

/** A ticket's place among all of the organisation: by creation, then project, then number. */
export const amongAll = (at: string, project: string, number: number): string => `${at}#${project}#${padded(number)}`;

/** "~" sorts after every date. */
export const dueKey = (day: string | null, number: number): string => stamped(day ?? "~", number);
export const dueOf = (key: string): string | null => (key.startsWith("~") ? null : unstamped(key));

/** The first 200 code points, case-folded independently of locale; U+0000 sorts before whatever goes on, and no name holds it. */
export const nameKey = (name: string, number: number): string =>
  `${[...name.normalize("NFKC").toLowerCase()].slice(0, 200).join("")}\0${padded(number)}`;

/**
 * Followers as eight hex digits each, so that a list can say `following` without reading an item per card.
 * Of a hash, since ids needn't be random in front: two members agree in 32 bits once in four billion pairs.
 */
export const follower = (user: string): string => createHash("sha256").update(user).digest("hex").slice(0, 8);
export const followers = (packed: string): string[] => packed.match(/.{8}/g) ?? [];
export const withFollower = (packed: string, user: string, on: boolean): string => {
  const others = followers(packed).filter((f) => f !== follower(user));
  return (on ? [...others, follower(user)] : others).join("");
};

/** The people with these ids: members by their copy in the frame, others (superusers) by one more read. */
export async function peopleNamed(frames: readonly Frame[], ids: readonly string[]): Promise<Map<string, Person>> {
  const people = new Map<string, Person>(
    frames.flatMap((f) => f.members.map((m): [string, Person] => [m.user, personOf(m)])),
  );
  const missing = new Set(ids.filter((id) => !people.has(id)));
  for (const user of await findUsers([...missing])) people.set(user.id, user);
  return people;
}

/** The ids of the people that cards name. */
export const peopleOn = (cards: readonly CardItem[]): string[] =>
  cards.flatMap((c) => [c.reporter, ...c.assignee_ids, ...c.tags.flatMap((t) => t.by ?? [])]);

/** The people that cards name. */
export const peopleOf = (frames: readonly Frame[], cards: readonly CardItem[]): Promise<Map<string, Person>> =>
  peopleNamed(frames, peopleOn(cards));

export const personOf = (m: MemberItem): Person => ({
  id: m.user,
  username: m.username,
  first_name: m.first_name ?? null,
  last_name: m.last_name ?? null,
  email: m.email,
});

/** A card as the API shows it to one caller. */
export function showCard(card: CardItem, frame: Frame, people: ReadonlyMap<string, Person>, caller: string): Card {
  const tags = card.tags.flatMap((t) => {
    const tag = frame.tags.find((x) => x.id === t.id);
    return tag
      ? [
          {
            id: tag.id,
            name: tag.name,
            color: tag.color,
            added_by: people.get(t.by ?? "") ?? null,
            added_at: new Date(t.at).toISOString(),
          },
        ]
      : [];
  });
  return {
    id: displayId(card),
    number: card.number,
    name: card.name,
    type: card.type,
    status: card.status,
    priority_id: card.priority_id as Card["priority_id"], // 1–4 by every way in
    urgency: card.urgency,
    importance: card.importance,
    project: card.project,
    project_key: card.project,
    column: card.column,
    column_name: frame.columns.find((c) => c.id === card.column)?.name ?? "",
    rank: card.rank,
    assignee_ids: card.assignee_ids,
    assignees: card.assignee_ids.flatMap((id) => people.get(id) ?? []),
    reporter: people.get(card.reporter) ?? null,
    parent: card.parent === "-" ? null : card.parent,
    tags,
    tag_names: tags.map((t) => t.name),
    following: followers(card.followers).includes(follower(caller)),
    followers_count: followers(card.followers).length,
    comments_count: card.comments,
    attachments_count: card.attachments,
    subtasks_count: card.subtasks,
    due_date: dueOf(card.due),
    start_date: card.start_date ?? null,
    version: card.version,
    created_at: unstamped(card.created),
    updated_at: unstamped(card.changed),
  };
}

/** A ticket's card and description as they are now: one query, for they stand side by side. */
export async function findTicket({
  project,
  number,
}: TicketKey): Promise<{ card: CardItem; text: string | null } | undefined> {
  const { pk, sk } = cardKey(project, number);
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :card AND :description",
      ExpressionAttributeValues: { ":pk": pk, ":card": sk, ":description": "d" },
      ConsistentRead: true,
    }),
  );
  const [first, second] = Items;
  const card = first?.sk === sk ? CardEntity.parse({ Item: first }).data : undefined;
  const description = second && DescriptionEntity.parse({ Item: second }).data;
  return card ? { card, text: description?.text ?? null } : undefined;
}

/** One card as it is now, or undefined. */
export async function findCard(project: string, number: number): Promise<CardItem | undefined> {
  const { data } = await CardEntity.get({ project, number }).go({ consistent: true });
  return data ?? undefined;
}

/** Many cards by key, in the keys' order; those deleted meanwhile are left out. */
export async function readCards(keys: readonly TicketKey[], consistent = false): Promise<CardItem[]> {
  const items = await readAll(
    keys.map((k) => cardKey(k.project, k.number)),
    consistent,
  );
  const byId = new Map(items.flatMap((Item) => CardEntity.parse({ Item }).data ?? []).map((c) => [displayId(c), c]));
  return keys.flatMap((k) => byId.get(displayId(k)) ?? []);
}
