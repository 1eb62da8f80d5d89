import { generateKeyBetween } from "fractional-indexing";

/** Lower-case base 36: its digits stand in code-unit order, which is how DynamoDB and clients compare. */
export const digits = "0123456789abcdefghijklmnopqrstuvwxyz";

/** A rank longer than this tells that one gap was halved hundreds of times; index keys end at 1024 bytes. */
export const longestRank = 200;

/** Never a trailing zero: fractional indexing refuses it, since nothing fits before it. */
const randomDigits = (n: number): string =>
  Array.from({ length: n }, () => digits[1 + Math.floor(Math.random() * 35)]).join("");

/** Two clients that choose the same gap never tie. */
const tail = (): string => randomDigits(4);

/**
 * The rank at a column's end, without reading who stands there: the instant in milliseconds, as a whole number of nine
 * digits, which is what `q` begins in fractional indexing. Who appends later stands behind; where two functions' clocks
 * differ, by as little. Every other rank is between two, so below one of these.
 */
export const rankAtEnd = (at: number = Date.now()): string => `q${at.toString(36).padStart(9, "0")}${tail()}`;

/**
 * A rank strictly between two others; null is the start or the end of the column.
 * @throws Error when `after` isn't before `before`.
 */
export function rankBetween(after: string | null, before: string | null): string {
  if (before === null) {
    const rank = rankAtEnd();
    return after === null || rank > after ? rank : generateKeyBetween(after, null, digits) + tail();
  }
  let low = after;
  let high: string | null = before;
  for (;;) {
    const middle = generateKeyBetween(low, high, digits);
    const rank = middle + tail();
    if (rank < before) return rank;
    if (low === null) high = middle;
    else low = middle;
  }
}
