import type { Answer, Client } from "./client.ts";

export type Method = "POST" | "PATCH" | "DELETE";

/** One thing that somebody wanted, and every request that was made for it. */
export interface Entry {
  readonly client: Client;
  readonly who: string;
  readonly what: string;
  readonly method: Method;
  readonly path: string;
  readonly body: unknown;
  readonly key: string | undefined;
  /** What is so from then on, where only one writer decides it at a time. */
  readonly says: Claim | undefined;
  readonly attempts: Attempt[];
}

export interface Claim {
  readonly of: string;
  readonly value: string;
}

export interface Attempt extends Answer {
  /** The client never saw this answer; this test did. */
  readonly lost: boolean;
  /** In the order in which answers came, over all entries. */
  readonly nth: number;
}

/** Everything that was asked for, and what came of it. */
export class Journal {
  readonly entries: Entry[] = [];
  readonly #random: () => number;
  readonly #loss: number;
  readonly #patience: number;
  #answers = 0;

  /**
   * @param loss how many of the answers get lost on their way back, 0–1
   * @param patience how often one thing is tried when no answer comes back
   */
  constructor(random: () => number, loss: number, patience = 8) {
    this.#random = random;
    this.#loss = loss;
    this.#patience = patience;
  }

  of = (path: RegExp, method?: string): Entry[] =>
    this.entries.filter((e) => path.test(e.path) && (!method || e.method === method));

  /**
   * Asks until there is an answer: a POST again under its key, which does it once; PATCH and DELETE simply again.
   * Returns the answer that the client saw last, a 503 at worst.
   */
  write(client: Client, what: string, method: Method, path: string, body?: unknown, says?: Claim): Promise<Answer> {
    const key = method === "POST" && !path.startsWith("auth/") ? `${this.entries.length}` : undefined;
    const entry = { client, who: client.me.username, what, method, path, body, key, says, attempts: [] };
    this.entries.push(entry);
    return this.#ask(entry, this.#loss);
  }

  /** Asks once more, with no answer lost, for whatever nobody knows yet whether it was done. */
  async settle(): Promise<void> {
    for (const entry of this.entries) if (isOpen(entry)) await this.#ask(entry, 0);
  }

  async #ask(entry: Entry, loss: number): Promise<Answer> {
    const { client, method, path, body, key, attempts } = entry;
    for (let tries = 1; ; tries++) {
      const answer = await client.send(method, path, body, key);
      const lost = this.#random() < loss;
      attempts.push({ ...answer, lost, nth: (this.#answers += 1) });
      if (!isOpen(entry) || tries === this.#patience) return answer;
    }
  }
}

/** Whether whoever asked doesn't know yet what came of it. */
export function isOpen({ attempts }: Entry): boolean {
  const last = attempts.at(-1);
  return !last || last.lost || last.status === 503 || died(last) || isRunning(last);
}

/** API Gateway's own answer when a function's process has ended. */
export const died = ({ status, body }: Answer): boolean =>
  status === 500 && (body as { message?: string }).message === "Internal Server Error";

export const isRunning = ({ status, body }: Answer): boolean =>
  status === 409 && (body as { code?: string }).code === "idempotency.running";
export const accepted = ({ status }: Answer): boolean => status >= 200 && status < 300;
