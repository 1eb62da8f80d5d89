import { authRoutes } from "@tessera/core/auth/auth.schema";
import { call } from "#lib/api/call.ts";
import { session } from "#lib/api/session.svelte.ts";
import { refused } from "#lib/text/messages.ts";
import { sentence } from "#lib/text/sentence.ts";
import { toasts } from "./toasts.svelte.ts";
import { inTurn } from "./turns.ts";

/** How one person wants the app, kept by the API: the same on every machine. Each key is written by itself. */
class Preferences {
  /** What is kept under a key, as `read` makes sense of it: what an older app wrote may have another shape. */
  get<T>(key: string, read: (value: unknown) => T): T {
    return read(session.user?.preferences[key]);
  }

  /** Shown at once, and taken back with a sentence when it is refused. True when it is kept. */
  async set(key: string, value: unknown): Promise<boolean> {
    const before = session.user?.preferences[key] ?? null;
    this.#show(key, value);
    try {
      await inTurn("preferences", () => call(authRoutes.patchMe, { body: { preferences: { [key]: value } } }));
      return true;
    } catch (error) {
      this.#show(key, before);
      toasts.show({ tone: "bad", text: refused.setting(sentence(error)) });
      return false;
    }
  }

  #show(key: string, value: unknown): void {
    if (session.user) session.user = { ...session.user, preferences: { ...session.user.preferences, [key]: value } };
  }
}

export const preferences = new Preferences();
