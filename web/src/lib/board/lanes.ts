import { priorities, type Card } from "@tessera/core/ticket/ticket.schema";
import type { Given } from "#lib/state/moves.ts";
import { fullName } from "#lib/text/format.ts";
import { lanes as text } from "#lib/text/lanes.ts";
import { ticket } from "#lib/text/messages.ts";
import type { LaneKind } from "#lib/tickets/query.ts";

/** The lane of what nobody has, or of what is part of no epic: the last one. */
export const NONE = "none";

/** Teams up to this size see everybody's lane; of larger ones those who have something. */
const SMALL = 12;

type Person = Card["assignees"][number];
type CardOf = (id: string) => Card | undefined;

export interface Lane {
  /** A person's, a ticket's, a priority's, or `NONE`. */
  readonly id: string;
  readonly label: string;
  readonly person?: Person;
  readonly epic?: Card;
  readonly priority?: Card["priority_id"];
}

export interface Around {
  readonly members: readonly Person[];
  readonly epics: readonly Card[];
  readonly card: CardOf;
  /** Lanes without a card make no sense: something is looked for. */
  readonly filtered: boolean;
}

/** The epic that a ticket is part of, be it through a story; an epic is its own. A chain has at most five (CONTRACT section 5). */
function epicOf(card: Card, cardOf: CardOf): string {
  let up: Card | undefined = card;
  for (let n = 0; n < 5 && up; n += 1) {
    if (up.type === "epic") return up.id;
    up = up.parent === null ? undefined : cardOf(up.parent);
  }
  return NONE;
}

/** In which lane a card stands: one of several assignees is the first. */
export function laneOf(kind: LaneKind, card: Card, cardOf: CardOf): string {
  if (kind === "assignee") return card.assignee_ids[0] ?? NONE;
  return kind === "priority" ? String(card.priority_id) : epicOf(card, cardOf);
}

/** The lanes from top to bottom, for the cards that are shown. */
export function lanesOf(kind: LaneKind, cards: readonly Card[], around: Around): Lane[] {
  if (kind === "priority")
    return priorities
      .toReversed()
      .map((priority) => ({ id: String(priority), label: ticket.priorities[priority], priority }));
  return kind === "assignee" ? peoplesLanes(cards, around) : epicsLanes(cards, around);
}

function peoplesLanes(cards: readonly Card[], { members, filtered }: Around): Lane[] {
  const firsts = cards.flatMap((card) => card.assignees.find(({ id }) => id === card.assignee_ids[0]) ?? []);
  const everybody = filtered || members.length > SMALL ? [] : members;
  const people = new Map([...everybody, ...firsts].map((person) => [person.id, person]));
  const lanes = [...people.values()].map((person) => ({ id: person.id, label: fullName(person), person }));
  return [...lanes.sort((a, b) => a.label.localeCompare(b.label)), { id: NONE, label: text.unassigned }];
}

function epicsLanes(cards: readonly Card[], { epics, card, filtered }: Around): Lane[] {
  const used = new Set(cards.map((one) => epicOf(one, card)));
  const known = new Map([...epics, ...[...used].flatMap((id) => card(id) ?? [])].map((epic) => [epic.id, epic]));
  return [
    ...[...known.values()]
      .filter((epic) => used.has(epic.id) || (!filtered && epic.status !== "done"))
      .sort((a, b) => a.number - b.number)
      .map((epic) => ({ id: epic.id, label: epic.name, epic })),
    { id: NONE, label: text.noEpic },
  ];
}

/** What a ticket that is made in a lane has from it. */
export function givenBy(kind: LaneKind, lane: string): Given {
  if (kind === "priority") return { priority_id: priorities.find((one) => String(one) === lane) ?? 2 };
  if (lane === NONE) return {};
  return kind === "assignee" ? { assignee_ids: [lane] } : { parent: lane };
}

/** What changes of a card that is carried into a lane, or why it can't be: a sentence. */
export function entering(kind: LaneKind, card: Card, lane: string, cardOf: CardOf): Given | string {
  if (kind === "assignee") {
    // The first is handed over; whoever else works on it stays. In the lane of nobody nobody does.
    const others = card.assignee_ids.slice(1).filter((id) => id !== lane);
    return { assignee_ids: lane === NONE ? [] : [lane, ...others] };
  }
  if (kind === "priority") return givenBy(kind, lane);
  if (card.type === "epic") return text.isEpic(card.id);
  // Another parent would tear a subtask from its story.
  if (card.parent !== null && cardOf(card.parent)?.type !== "epic") return text.isPart(card.id, card.parent);
  return { parent: lane === NONE ? null : lane };
}
