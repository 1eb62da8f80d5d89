import { session } from "#lib/api/session.svelte.ts";

export const browserZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The time zone that a person has chosen, where this browser knows it. Read anew with each use: it may change. */
export function chosenZone(): string | undefined {
  const zone = session.user?.preferences["timezone"];
  return typeof zone === "string" && known(zone) ? zone : undefined;
}

const seen = new Map<string, boolean>();

function known(zone: string): boolean {
  const before = seen.get(zone);
  if (before !== undefined) return before;
  let fine = true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch {
    fine = false;
  }
  seen.set(zone, fine);
  return fine;
}
