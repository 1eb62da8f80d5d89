/** What is to be filled. */
export interface Wish {
  /** The id of whoever makes the tickets. */
  readonly user: string;
  readonly project: string;
  readonly tickets: number;
  /** Without descriptions. */
  readonly bare?: boolean;
}

/** A word that every hundredth ticket has in its name. */
export const onePercent = "marmalade";
