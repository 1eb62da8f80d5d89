import type { InferOutput } from "valibot";
import type { Actor } from "../kit/actor.ts";
import type { Frame } from "../project/frame.ts";
import type { Write } from "../table/transact.ts";
import { amongAll, dueKey, nameKey, stamped, unstamped } from "./card.ts";
import {
  cardCounts,
  changesOf,
  descriptionWrites,
  followedBy,
  involvementWrites,
  putCard,
  taggingWrites,
  ticketEvent,
} from "./store.ts";
import type { CardItem } from "./ticket.entity.ts";
import type { CreateTicket } from "./ticket.schema.ts";

type Body = InferOutput<typeof CreateTicket>;

/** A ticket as it is when only its name and column are known. Its number, rank and instant follow. */
export function newCard(
  actor: Actor,
  frame: Frame,
  body: Body,
  column: { id: string; status: CardItem["status"] },
): CardItem {
  return {
    project: frame.key,
    number: 0,
    name: body.name,
    type: "task",
    status: column.status,
    priority_id: 2,
    urgency: "normal",
    importance: "normal",
    column: column.id,
    rank: "",
    assignee_ids: [],
    reporter: actor.id,
    parent: "-",
    tags: [],
    followers: "",
    comments: 0,
    attachments: 0,
    subtasks: 0,
    due: "",
    created: "",
    changed: "",
    name_key: "",
    month: "",
    among_all: "",
    rev: 1,
    version: 1,
  };
}

/** The card once its number and instant are known; they stand in its index keys. */
export function numbered(card: CardItem, number: number, at: string, body: Body): CardItem {
  return {
    ...card,
    number,
    followers: followedBy(card, [card.reporter, ...card.assignee_ids]),
    due: dueKey(body.due_date ?? null, number),
    created: stamped(at, number),
    changed: stamped(at, number),
    name_key: nameKey(card.name, number),
    month: at.slice(0, 7),
    among_all: amongAll(at, card.project, number),
  };
}

/** All that a new ticket is in the table, its event and its counts included. */
export function newTicketWrites(actor: Actor, frame: Frame, card: CardItem, text: string | null): Write[] {
  const tagName = (id: string): string => frame.tags.find((t) => t.id === id)?.name ?? id;
  const changes = changesOf(undefined, card, tagName, text !== null);
  return [
    putCard(card, undefined),
    ...descriptionWrites(card, text ?? undefined),
    ...involvementWrites(card, undefined),
    ...taggingWrites(card, undefined),
    ...cardCounts(undefined, card),
    ticketEvent(actor, "ticket.created", card, unstamped(card.created), changes),
  ];
}
