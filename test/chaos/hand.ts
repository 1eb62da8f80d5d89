import { randomNumbers } from "@tessera/local/faults/faults";
import type { Answer, Client } from "../load/client.ts";
import { accepted, type Claim, type Journal, type Method } from "../load/journal.ts";
import type { Player } from "../load/player.ts";

/** What all work at. */
export interface Ground {
  readonly project: string;
  readonly journal: Journal;
  /** User names of people whose seat in the project nobody has in hand just now. */
  readonly guests: { readonly id: string; readonly username: string }[];
  /** Ids of people who never leave. */
  readonly people: readonly string[];
  /** Who may change columns and seats. */
  readonly leads: Hand[];
  /** Ids of attachments whose files S3 has taken, as it told the browser. */
  readonly sent: Set<string>;
  /** Names of tags that are, or were. */
  readonly tagNames: string[];
  readonly url: string;
}

/** Somebody at work: what they draw comes from their own seed, and what they have made they remember. */
export class Hand {
  readonly client: Client;
  readonly player: Player;
  readonly ground: Ground;
  readonly #random: () => number;
  readonly #own = new Map<string, string[]>();
  #words = 0;

  constructor(client: Client, player: Player, ground: Ground, seed: number) {
    this.client = client;
    this.player = player;
    this.ground = ground;
    this.#random = randomNumbers(seed);
  }

  draw = <T>(from: readonly T[]): T | undefined => from[Math.floor(this.#random() * from.length)];
  /** One that nobody has said before. */
  word = (): string => `${this.client.me.username}-${(this.#words += 1)}`;

  async write(what: string, method: Method, path: string, body?: unknown, says?: Claim): Promise<Answer | undefined> {
    const answer = await this.ground.journal.write(this.client, what, method, path, body, says);
    return accepted(answer) ? answer : undefined;
  }

  /** Makes something, and remembers its path. Answers the path, or nothing when it wasn't to be. */
  async make(what: string, path: string, body: unknown, of: (id: string) => string): Promise<string | undefined> {
    const id = idIn(await this.write(what, "POST", path, body));
    if (id === undefined) return undefined;
    this.keep(what, of(id));
    return of(id);
  }

  keep(kind: string, path: string): void {
    this.#own.set(kind, [...(this.#own.get(kind) ?? []), path]);
  }

  own = (kind: string): string | undefined => this.draw(this.#own.get(kind) ?? []);

  /** Out of memory, too: whatever comes of it, it isn't touched again. */
  take(kind: string): string | undefined {
    const one = this.own(kind);
    this.#own.set(
      kind,
      (this.#own.get(kind) ?? []).filter((other) => other !== one),
    );
    return one;
  }

  /** Whoever is asked for what only leads do. */
  lead = (): Hand => this.draw(this.ground.leads) ?? this;

  ticket = (): string | undefined => this.draw(this.player.tickets);
}

/** The id, or for projects the key, of what an answer tells of. */
export function idIn(answer: Answer | undefined): string | undefined {
  const { id, key } = (answer?.body ?? {}) as { id?: string; key?: string };
  return id ?? key;
}

/** One thing that somebody does, to the end. */
export type Act = (hand: Hand) => Promise<unknown>;
