import type { Words } from "./words.ts";

/** What is to be filled. */
export interface Wish {
  /** The id of whoever makes the tickets. */
  readonly user: string;
  readonly project: string;
  readonly tickets: number;
  /** What a ticket says, by its number. */
  readonly words: (number: number) => Words;
}

/** A word that every hundredth ticket has in its name. */
export const onePercent = "marmalade";
