/** What tabs of one browser tell each other. */
export type Note = { readonly kind: "token"; readonly access: string } | { readonly kind: "out" };

const NAME = "tessera.session";

function isNote(x: unknown): x is Note {
  if (typeof x !== "object" || x === null || !("kind" in x)) return false;
  return x.kind === "out" || (x.kind === "token" && "access" in x && typeof x.access === "string");
}

export function tabs(hear: (note: Note) => void): { tell: (note: Note) => void } {
  if (typeof BroadcastChannel === "undefined") return { tell: () => {} };
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = (event: MessageEvent<unknown>) => {
    if (isNote(event.data)) hear(event.data);
  };
  return { tell: (note) => channel.postMessage(note) };
}

/** Runs `work` while no other tab runs its own. */
export function alone<T>(work: () => Promise<T>): Promise<T> {
  // Locks exist in secure contexts only; without them each tab renews for itself, which the API allows.
  if (typeof navigator === "undefined" || !("locks" in navigator)) return work();
  return navigator.locks.request(NAME, work);
}

/** Whether this browser had a session: saves strangers a refused question. Holds no secret. */
export const hint = {
  get(): boolean {
    try {
      return localStorage.getItem(NAME) === "1";
    } catch {
      return true;
    }
  },
  set(on: boolean): void {
    try {
      if (on) localStorage.setItem(NAME, "1");
      else localStorage.removeItem(NAME);
    } catch {
      // Without storage, every start asks.
    }
  },
};

interface Claims {
  /** Whose token it is. */
  readonly sub: string | null;
  /** How long it lives, in ms: by its own two times, so that a wrong local clock does no harm. */
  readonly life: number;
}

const UNKNOWN_LIFE_MS = 300_000;

/** What a token says of itself; only the API can check it. */
export function claimsOf(token: string): Claims {
  try {
    const part = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const claims: unknown = JSON.parse(atob(part));
    const given = new Map(Object.entries(typeof claims === "object" && claims !== null ? claims : {}));
    const life = (Number(given.get("exp")) - Number(given.get("iat"))) * 1000;
    return {
      sub: typeof given.get("sub") === "string" ? String(given.get("sub")) : null,
      life: life > 0 ? life : UNKNOWN_LIFE_MS,
    };
  } catch {
    return { sub: null, life: UNKNOWN_LIFE_MS };
  }
}
