import { authRoutes } from "@tessera/core/auth/auth.schema";
import { call } from "#lib/api/call.ts";
import type { CallInput } from "#lib/api/send.ts";
import { session } from "#lib/api/session.svelte.ts";
import { inTurn } from "./turns.ts";

type Preferences = Readonly<Record<string, unknown>>;
type Change = NonNullable<CallInput<typeof authRoutes.patchMe>["body"]>;

/** Whose the following is: another person may sign in meanwhile. */
let owner: string | undefined;
/** What the API has, and what is shown over it until it has that, too: oldest first. */
let kept: Preferences = {};
const waiting = new Set<Preferences>();

function show(): void {
  if (session.user && session.user.id === owner)
    session.user = { ...session.user, preferences: Object.assign({}, kept, ...waiting) as Preferences };
}

/**
 * Changes one's own profile, one change after the other. Preferences are shown at once, and an answer to an earlier change
 * hides none of those that came after it. Throws when it is refused: then only this change is taken back.
 */
export async function changeMe(change: Change): Promise<void> {
  const user = session.user;
  const shown = change.preferences ?? {};
  if (user?.id !== owner) waiting.clear();
  if (user && waiting.size === 0) kept = user.preferences;
  owner = user?.id;
  waiting.add(shown);
  show();
  try {
    const me = await inTurn("me", () => call(authRoutes.patchMe, { body: change }));
    if (me.id !== session.user?.id) return;
    kept = me.preferences;
    session.user = me;
  } finally {
    waiting.delete(shown);
    show();
  }
}
