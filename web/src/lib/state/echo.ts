import { session } from "#lib/api/session.svelte.ts";
import type { Change } from "./change.ts";

/** What one tab has learnt by a write of its own, for the others of the same person. */
interface Echo {
  readonly user: string;
  /** The project's key. */
  readonly project: string;
  readonly change: Change;
}

/** The channel of what is written. */
export const CHANGES = "tessera.changes";
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANGES);

export function tell(project: string, change: Change): void {
  const user = session.user?.id;
  if (user !== undefined) channel?.postMessage({ user, project, change } satisfies Echo);
}

/** Calls back for each change that another tab of the same person has made. */
export function listen(hear: (project: string, change: Change) => void): void {
  // Only this app posts to this channel, and only what `tell` takes.
  const on = ({ data: { user, project, change } }: MessageEvent<Echo>) => {
    if (user === session.user?.id) hear(project, change);
  };
  channel?.addEventListener("message", on);
}
