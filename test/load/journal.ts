import type { Answer, Client } from "./client.ts";

/** One thing that somebody wanted, and every request that was made for it. */
export interface Entry {
  readonly who: string;
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly attempts: Attempt[];
}

export interface Attempt extends Answer {
  /** The client never saw this answer; this test did. */
  readonly lost: boolean;
}

/** How often one thing is tried when no answer comes back. */
const patience = 8;

/** Everything that was asked for, and what came of it. */
export class Journal {
  readonly entries: Entry[] = [];
  readonly #random: () => number;
  readonly #loss: number;

  /** @param loss how many of the answers get lost on their way back, 0–1 */
  constructor(random: () => number, loss: number) {
    this.#random = random;
    this.#loss = loss;
  }

  of = (path: RegExp, method?: string): Entry[] =>
    this.entries.filter((e) => path.test(e.path) && (!method || e.method === method));

  /**
   * Asks until there is an answer: a POST again under its key, which does it once; PATCH and DELETE simply again.
   * Returns the answer that the client saw last, a 503 at worst.
   */
  async write(
    client: Client,
    what: string,
    method: "POST" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
  ): Promise<Answer> {
    const entry: Entry = { who: client.me.username, what, method, path, body, attempts: [] };
    this.entries.push(entry);
    const key = method === "POST" ? `${this.entries.length}` : undefined;
    for (;;) {
      const answer = await client.send(method, path, body, key);
      const lost = this.#random() < this.#loss;
      entry.attempts.push({ ...answer, lost });
      const again = lost || answer.status === 503 || isRunning(answer);
      if (!again || entry.attempts.length === patience) return answer;
    }
  }
}

export const isRunning = ({ status, body }: Answer): boolean =>
  status === 409 && (body as { code?: string }).code === "idempotency.running";
export const accepted = ({ status }: Answer): boolean => status >= 200 && status < 300;
