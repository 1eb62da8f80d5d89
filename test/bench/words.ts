import { onePercent } from "./wish.ts";

/** Names and texts that look written, the same for a number in every run. */
const verbs = [
  "Show",
  "Export",
  "Fix",
  "Explain",
  "Cache",
  "Retry",
  "Merge",
  "Rename",
  "Split",
  "Measure",
  "Hide",
  "Restore",
];
const things = [
  "the invoice",
  "a refund",
  "the rider's map",
  "the nightly report",
  "two-factor codes",
  "the search box",
  "old receipts",
  "the sign-up form",
  "a failed payment",
  "the status page",
];
const places = [
  "on slow networks",
  "in dark mode",
  "for new cities",
  "before the campaign",
  "on the tablet",
  "when offline",
  "after a time-out",
  "in the first week",
  "for support",
  "at midnight",
];

/** A member of a list by any number; a list is never empty here. */
export function pick<T>(list: readonly T[], n: number): T {
  const found = list[n % list.length];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
}

export const aName = (n: number): string => `${pick(verbs, n)} ${pick(things, n * 3 + 1)} ${pick(places, n * 7 + 2)}`;

/** About 400 characters. */
export const aText = (n: number): string =>
  Array.from(
    { length: 6 },
    (_, i) => `${pick(verbs, n + i)} ${pick(things, n + i * 2)} ${pick(places, n * 3 + i)}: this was asked for again.`,
  ).join(" ");

/** A ticket's name and description. */
export interface Words {
  readonly name: string;
  readonly text: string | null;
}

const named = (n: number): string => (n % 100 === 0 ? `${aName(n)}, ${onePercent}` : aName(n));

export const written = (n: number): Words => ({ name: named(n), text: aText(n) });
export const bare = (n: number): Words => ({ name: named(n), text: null });

/** With a text of one word, as each of a longer one would be indexed. */
export const brief = (n: number): Words => ({ name: named(n), text: "Short." });
