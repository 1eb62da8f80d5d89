import { locale } from "./words.ts";
import { chosenZone } from "./zone.ts";

/** Dates and names as people read them, where they are. Days are calendar days: no time zone may shift them. */

const thisYear = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", timeZone: "UTC" });
const otherYear = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", year: "numeric", timeZone: "UTC" });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
const listing = new Intl.ListFormat(locale, { type: "conjunction" });

interface Formats {
  readonly exact: Intl.DateTimeFormat;
  readonly date: Intl.DateTimeFormat;
}

/** By zone; a format costs a hundred times what it formats. */
const formats = new Map<string | undefined, Formats>();

function formatsFor(timeZone: string | undefined): Formats {
  const made = formats.get(timeZone);
  if (made) return made;
  const zone = timeZone === undefined ? {} : { timeZone };
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", ...zone });
  // Swedes write days as ISO 8601 does.
  const fresh = { exact, date: new Intl.DateTimeFormat("sv", zone) };
  formats.set(timeZone, fresh);
  return fresh;
}

/** Today where the person is, `YYYY-MM-DD`. */
export const today = (now = new Date(), zone = chosenZone()): string => formatsFor(zone).date.format(now);

export function day(date: string, now = today()): string {
  const at = new Date(`${date}T00:00:00Z`);
  return (date.slice(0, 4) === now.slice(0, 4) ? thisYear : otherYear).format(at);
}

export const instant = (at: string, zone = chosenZone()): string => formatsFor(zone).exact.format(new Date(at));

const steps: readonly (readonly [limit: number, size: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [60, 1, "second"],
  [3600, 60, "minute"],
  [86_400, 3600, "hour"],
  [86_400 * 7, 86_400, "day"],
  [86_400 * 30, 86_400 * 7, "week"],
  [86_400 * 365, 86_400 * 30, "month"],
];

export function ago(at: string, now = Date.now()): string {
  const seconds = Math.min(0, Math.round((Date.parse(at) - now) / 1000));
  const [, size, unit] = steps.find(([limit]) => -seconds < limit) ?? [0, 86_400 * 365, "year" as const];
  return relative.format(Math.ceil(seconds / size), unit);
}

export const list = (words: readonly string[]): string => listing.format(words);

interface Person {
  readonly username: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
}

export const fullName = (person: Person): string =>
  [person.first_name, person.last_name].filter(Boolean).join(" ") || person.username;

export function initials(person: Person): string {
  const words = fullName(person)
    .split(/[\s_.+-]+/)
    .filter(Boolean);
  const letters =
    words.length > 1 ? [words[0], words.at(-1)].map((w) => [...(w ?? "")][0]) : [...(words[0] ?? "?")].slice(0, 2);
  return letters.join("").toUpperCase();
}
