import { generateKeyBetween } from "fractional-indexing";

/** Lower-case base 36: its digits stand in code-unit order, which is how DynamoDB and clients compare. */
export const digits = "0123456789abcdefghijklmnopqrstuvwxyz";

/** A rank longer than this tells that one gap was halved hundreds of times; index keys end at 1024 bytes. */
export const longestRank = 200;

/** Never a trailing zero: fractional indexing refuses it, since nothing fits before it. */
const randomDigits = (n: number): string =>
  Array.from({ length: n }, () => digits[1 + Math.floor(Math.random() * 35)]).join("");

/** Two clients that choose the same gap never tie; those who append in turn also keep their turn. */
const tail = (last: boolean): string => (last ? Date.now().toString(36).padStart(9, "0") : "") + randomDigits(4);

/**
 * A rank strictly between two others; null is the start or the end of the column.
 * @throws Error when `after` isn't before `before`.
 */
export function rankBetween(after: string | null, before: string | null): string {
  let low = after;
  let high = before;
  for (;;) {
    const middle = generateKeyBetween(low, high, digits);
    const rank = middle + tail(before === null);
    if (before === null || rank < before) return rank;
    if (low === null) high = middle;
    else low = middle;
  }
}
