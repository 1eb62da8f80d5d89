import { authRoutes } from "@tessera/core/auth/auth.schema";
import type { Me } from "@tessera/core/user/user.schema";
import { ApiError } from "./error.ts";
import { send, type CallInput } from "./send.ts";
import { alone, claimsOf, hint, tabs, type Note } from "./tabs.ts";

interface Access {
  readonly token: string;
  /** Local clock, ms: when to renew, ahead of its end, so that no request meets the end under way. */
  readonly renewAt: number;
}

const MARGIN_MS = 60_000;

/** The refresh that the page sent while the app was loading, once. */
function early(): Promise<Response> | undefined {
  const sent = globalThis.tesseraRefresh;
  globalThis.tesseraRefresh = undefined;
  return sent;
}

/**
 * Who is signed in. The access token lives in memory only, the refresh token in a cookie that no script can
 * read; tabs tell each other of new tokens and of signing out.
 */
class Session {
  user = $state.raw<Me | null>(null);
  /** True once the API has said that nobody is signed in, or one has signed out. */
  ended = $state(false);
  #access: Access | null = null;
  #renewing: Promise<string | null> | null = null;
  /** Counts sign-ins and sign-outs: an answer to a question from before is not for us. */
  #turn = 0;
  #tabs = tabs((note) => this.#hear(note));

  /** Whether there is a session; asks only when this browser had one. */
  async ensure(): Promise<boolean> {
    if (this.#fresh()) return true;
    return hint.get() && (await this.renew(null)) !== null;
  }

  /** A token with life left, or null: then the API will say 401. */
  async token(): Promise<string | null> {
    return this.#fresh() ?? (await this.renew(this.#access?.token ?? null));
  }

  /** A token other than `spent`. One question at a time, over all tabs. */
  async renew(spent: string | null): Promise<string | null> {
    const fresh = this.#fresh();
    if (fresh && fresh !== spent) return fresh;
    this.#renewing ??= alone(() => this.#refresh(spent)).finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  async login(input: Pick<CallInput<typeof authRoutes.login>["body"], "username" | "password">): Promise<void> {
    const { user, tokens } = await send(authRoutes.login, { body: { ...input, cookie: true } }, null);
    this.#begin(tokens.access, user);
  }

  /** The key of the project that every new person starts with. */
  async register(input: Omit<CallInput<typeof authRoutes.register>["body"], "cookie">): Promise<string> {
    const { user, project, tokens } = await send(authRoutes.register, { body: { ...input, cookie: true } }, null);
    this.#begin(tokens.access, user);
    return project.key;
  }

  /** Out here at once; the API is told on the way. */
  async logout(): Promise<void> {
    const told = send(authRoutes.logout, { body: { cookie: true } }, null);
    this.#end();
    this.#tabs.tell({ kind: "out" });
    await told;
  }

  async loadUser(): Promise<void> {
    if (this.user) return;
    this.user = await send(authRoutes.me, {}, await this.token());
  }

  async #refresh(spent: string | null): Promise<string | null> {
    const fresh = this.#fresh();
    if (fresh && fresh !== spent) return fresh;
    const turn = this.#turn;
    try {
      const { access } = await send(authRoutes.refresh, { body: { cookie: true }, sent: early() }, null);
      if (turn !== this.#turn) return this.#fresh();
      this.#adopt(access);
      this.#tabs.tell({ kind: "token", access });
      return access;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500 || error.status === 429) throw error;
      if (turn === this.#turn) this.#end();
      return null;
    }
  }

  #fresh(): string | null {
    return this.#access && Date.now() < this.#access.renewAt ? this.#access.token : null;
  }

  #adopt(token: string): void {
    const { sub, life } = claimsOf(token);
    // Another tab signed somebody else in: what this one shows is no longer theirs.
    if (this.user && sub !== null && sub !== this.user.id) return location.reload();
    this.#access = { token, renewAt: Date.now() + life - Math.min(MARGIN_MS, life / 4) };
    this.ended = false;
    hint.set(true);
  }

  #begin(token: string, user: Me): void {
    this.#turn += 1;
    this.user = user;
    this.#adopt(token);
  }

  #end(): void {
    this.#turn += 1;
    this.#access = null;
    this.user = null;
    this.ended = true;
    hint.set(false);
  }

  #hear(note: Note): void {
    if (note.kind === "out") this.#end();
    else if (!this.ended) this.#adopt(note.access);
  }
}

export const session = new Session();
