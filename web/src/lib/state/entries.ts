import type { Comment } from "@tessera/core/comment/comment.schema";
import type { Activity } from "@tessera/core/event/event.schema";

/** One thing that was said or done. */
export type Entry =
  | { readonly kind: "comment"; readonly at: string; readonly comment: Comment }
  | { readonly kind: "change"; readonly at: string; readonly activity: Activity };

/** Said by the comment itself, or by its absence. */
const silent: ReadonlySet<string> = new Set(["comment.created", "comment.updated"]);

/**
 * Comments and changes from `since` on, the oldest first, as one reads. A comment that isn't sent yet stands last, whatever
 * this machine's clock says.
 */
export function tell(comments: readonly Comment[], changes: readonly Activity[], since: string): Entry[] {
  const said = comments.map((comment): Entry => ({ kind: "comment", at: comment.created_at, comment }));
  const sent = said.filter((entry) => entry.kind === "comment" && entry.comment.version > 0);
  const done = changes
    .filter((activity) => !silent.has(activity.kind))
    .map((activity): Entry => ({ kind: "change", at: activity.created_at, activity }));
  return [...done.toReversed(), ...sent]
    .filter((entry) => entry.at >= since)
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1))
    .concat(said.filter((entry) => !sent.includes(entry)));
}
