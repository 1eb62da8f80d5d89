import type { Item } from "../table.ts";

/** A ticket as its events tell it; fields named as in the API. */
export type State = Readonly<Record<string, unknown>>;

interface Change {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

export interface History {
  /** By version: what the ticket was then. Index 0 is unused. */
  readonly states: readonly (State | undefined)[];
  readonly violations: readonly string[];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const changesOf = (event: Item): Change[] => event.changes as Change[]; // as core's event.ts writes them
/** Texts are told as changed, not as what, and a ticket loses the name of a deleted tag without an event of its own. */
const unsaid = ["description", "tag_names"];
const follows = (state: State, event: Item): boolean =>
  changesOf(event).every((c) => unsaid.includes(c.field) || same(state[c.field], c.from));
const after = (state: State, event: Item): State => ({
  ...state,
  ...Object.fromEntries(changesOf(event).map((c) => [c.field, c.to])),
});

const told = ["name", "status", "column", "rank", "type", "priority_id", "assignee_ids", "parent"];

/** Whether a ticket's events and an answer say the same of it. */
export const agrees = (state: State, answer: State): boolean => told.every((f) => same(state[f], answer[f]));

/** Puts a ticket's events in the order of their versions. A parent's deletion takes the parent away without an event here. */
export function replay(id: string, events: readonly Item[], card: Item | undefined): History {
  const [created, ...twice] = events.filter((e) => e.kind === "ticket.created");
  const deleted = events.filter((e) => e.kind === "ticket.deleted");
  const updated = events
    .filter((e) => e.kind === "ticket.updated")
    .toSorted((a, b) => Number(a.version) - Number(b.version));
  const wrong = [
    ...(created && twice.length === 0 ? [] : [`${id} was created ${twice.length + (created ? 1 : 0)} times`]),
    ...(deleted.length === (card ? 0 : 1)
      ? []
      : [`${id} is ${card ? "there" : "gone"} and was deleted ${deleted.length} times`]),
    ...events
      .filter(
        (e) =>
          /^ticket\.(created|updated)$/.test(String(e.kind)) &&
          changesOf(e).some((c) => c.field !== "description" && same(c.from, c.to)),
      )
      .map((e) => `${id}: the event ${String(e.id)} changes nothing`),
  ];
  const states: (State | undefined)[] = [undefined, created && after({}, created)];
  for (const event of updated) {
    wrong.push(...orphaned(id, states, Number(event.version)));
    const state = states.at(-1) ?? {};
    if (states.length !== event.version) wrong.push(`${id}: version ${String(event.version)} is told twice`);
    if (!follows(state, event))
      wrong.push(
        `${id}: version ${states.length} begins ${JSON.stringify(event.changes)} after ${JSON.stringify(state)}`,
      );
    states.push(after(state, event));
  }
  const last = card?.ve ?? deleted[0]?.version;
  wrong.push(...orphaned(id, states, Number(last) + 1));
  if (card) wrong.push(...ends(id, states, card));
  return { states, violations: wrong };
}

/** Fills the versions up to the next told one, which only a deleted parent explains, and only once. */
function orphaned(id: string, states: (State | undefined)[], next: number): string[] {
  const wrong: string[] = [];
  while (states.length < next) {
    const state = states.at(-1) ?? {};
    if (!state.parent) wrong.push(`${id}: no event tells of version ${states.length}`);
    states.push({ ...state, parent: null });
  }
  return wrong;
}

/** Whether the last state is the card's, and the number of states its version. */
function ends(id: string, states: readonly (State | undefined)[], card: Item): string[] {
  const state = states.at(-1) ?? {};
  const stored = {
    name: card.n,
    status: card.st,
    column: card.gsi1pk,
    rank: card.gsi1sk,
    type: card.ty,
    priority_id: card.pr,
    assignee_ids: card.as,
    parent: card.pa === "-" ? null : card.pa,
  };
  const differ = Object.entries(stored).filter(([field, value]) => !same(state[field], value));
  return [
    ...differ.map(
      ([field, value]) =>
        `${id} has ${field} ${JSON.stringify(value)}, its events end with ${JSON.stringify(state[field])}`,
    ),
    ...(card.ve === states.length - 1
      ? []
      : [`${id} is at version ${String(card.ve)} after ${states.length - 1} writes`]),
  ];
}
