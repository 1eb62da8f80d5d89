import type { Item } from "./table.ts";

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
const follows = (state: State, event: Item): boolean =>
  changesOf(event).every((c) => c.field === "description" || same(state[c.field], c.from));
const after = (state: State, event: Item): State => ({
  ...state,
  ...Object.fromEntries(changesOf(event).map((c) => [c.field, c.to])),
});

const told = ["name", "status", "column", "rank", "type", "priority_id", "assignee_ids", "parent"];

/** Whether a ticket's events and an answer say the same of it. */
export const agrees = (state: State, answer: State): boolean => told.every((f) => same(state[f], answer[f]));

/** The versions that answers told, by request id. */
export type Versions = ReadonlyMap<string, number>;

/**
 * Puts a ticket's events in the order of the versions that were answered, and those whose answer nobody saw where
 * they begin as the one before them ended. Ids don't give that order: two functions' clocks differ. A parent's
 * deletion takes the parent away without an event here. Where several could come next, what was `seen` at that version
 * decides.
 */
export function replay(
  id: string,
  events: readonly Item[],
  card: Item | undefined,
  versions: Versions = new Map(),
  seen: ReadonlyMap<number, State> = new Map(),
): History {
  const [created, ...twice] = events.filter((e) => e.kind === "ticket.created");
  const deleted = events.filter((e) => e.kind === "ticket.deleted");
  const left = events
    .filter((e) => e.kind === "ticket.updated")
    .toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
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
  for (;;) {
    const state = states.at(-1) ?? {};
    const step = nextStep(state, states.length, left, versions, card, seen.get(states.length));
    if (!step) break;
    if (step.event) left.splice(left.indexOf(step.event), 1);
    if (step.event && !follows(state, step.event))
      wrong.push(
        `${id}: version ${states.length} begins ${JSON.stringify(step.event.changes)} after ${JSON.stringify(state)}`,
      );
    states.push(step.state);
  }
  if (left.length > 0) wrong.push(`${id}: ${left.length} events don't follow from what was before them`);
  if (card) wrong.push(...ends(id, states, card));
  return { states, violations: wrong };
}

interface Step {
  readonly state: State;
  readonly event?: Item;
}

/** What made a version: the event that was answered with it, or one that fits here and before the next answered one. */
function nextStep(
  state: State,
  version: number,
  left: readonly Item[],
  versions: Versions,
  card: Item | undefined,
  seen: State | undefined,
): Step | undefined {
  const answered = (v: number): Item | undefined => left.find((e) => versions.get(String(e.request_id)) === v);
  const known = answered(version);
  if (known) return { state: after(state, known), event: known };
  const unseen = left.filter((e) => !versions.has(String(e.request_id)) && follows(state, e));
  const over = left.length === 0 && (!card || card.pa !== "-");
  const orphaned: Step[] = state.parent && !over ? [{ state: { ...state, parent: null } }] : [];
  const steps: Step[] = [...unseen.map((event) => ({ state: after(state, event), event })), ...orphaned];
  const next = answered(version + 1);
  const fitting = seen ? steps.filter((step) => agrees(step.state, seen)) : steps;
  return fitting.find((step) => !next || follows(step.state, next)) ?? fitting[0] ?? steps[0];
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
