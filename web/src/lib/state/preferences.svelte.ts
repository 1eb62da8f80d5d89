import { authRoutes } from "@tessera/core/auth/auth.schema";
import { call } from "#lib/api/call.ts";
import { session } from "#lib/api/session.svelte.ts";
import { refused } from "#lib/text/messages.ts";
import { sentence } from "#lib/text/sentence.ts";
import { changeMe } from "./me.ts";
import { toasts } from "./toasts.svelte.ts";
import { inTurn } from "./turns.ts";

/** Shown at once, and taken back with a sentence when it is refused. True when it is kept. */
async function kept(write: Promise<void>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    toasts.show({ tone: "bad", text: refused.setting(sentence(error)) });
    return false;
  }
}

/** How one person wants the app, kept by the API: the same on every machine. Each key is written by itself. */
class Preferences {
  /** What is kept under a key, as `read` makes sense of it: what an older app wrote may have another shape. */
  get<T>(key: string, read: (value: unknown) => T): T {
    return read(session.user?.preferences[key]);
  }

  set(key: string, value: unknown): Promise<boolean> {
    return kept(changeMe({ preferences: { [key]: value } }));
  }

  /** Makes the new value of what is kept now: another tab or machine may have changed it since this page was opened. */
  change(key: string, make: (value: unknown) => unknown): Promise<boolean> {
    const write = async () => {
      const { preferences } = await call(authRoutes.me);
      await changeMe({ preferences: { [key]: make(preferences[key]) } });
    };
    return kept(inTurn(`me.${key}`, write));
  }
}

export const preferences = new Preferences();
