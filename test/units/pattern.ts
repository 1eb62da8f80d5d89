import type { World } from "./fixture.ts";

/** What a request may cost: DESIGN section 3, or what we hold ourselves to where that says nothing. */
export interface Goal {
  readonly trips: number;
  readonly reads?: number;
  readonly writes?: number;
}

/** One way to use the table. */
export interface Pattern {
  readonly name: string;
  readonly goal: Goal;
  /** Makes what it is done to, and answers the request itself. */
  readonly on: (world: World) => Promise<() => Promise<unknown>>;
  /** A page that a hundred tickets don't fill: it may grow until it is full. */
  readonly fills?: true;
  /** It is what follows on the stream that is measured. */
  readonly after?: true;
}

/** A pattern that needs nothing but its request. */
export const asked = (name: string, goal: Goal, ask: (world: World) => Promise<unknown>, fills?: true): Pattern => ({
  name,
  goal,
  on: async (world) => () => ask(world),
  ...(fills && { fills }),
});
