import type { Answer, Client } from "./client.ts";
import type { Intent, Place } from "./intents.ts";
import type { Journal } from "./journal.ts";
import { accepted } from "./journal.ts";
import { expectStatus } from "./world.ts";

export interface Card {
  readonly id: string;
  readonly column: string;
  readonly rank: string;
  readonly version: number;
  readonly [field: string]: unknown;
}
export interface Board {
  readonly project: { readonly tickets_count: number };
  readonly columns: readonly {
    readonly id: string;
    readonly name: string;
    readonly order: number;
    readonly tickets_count: number;
    readonly tickets: readonly Card[];
    readonly next: string | null;
  }[];
}
export interface Page {
  readonly count: number | null;
  readonly next: string | null;
  readonly results: readonly Card[];
}

export const byRank = (a: Card, b: Card): number => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0);
const at = <T>(list: readonly T[], n: number): T | undefined => (list.length === 0 ? undefined : list[n % list.length]);

/** A person at their board: they see what they last read and what their own writes answered, and may be wrong. */
export class Player {
  readonly client: Client;
  readonly #project: string;
  readonly #journal: Journal;
  readonly #people: readonly Client[];
  #cards = new Map<string, Card>();
  #columns: string[] = [];

  constructor(client: Client, project: string, journal: Journal, people: readonly Client[]) {
    this.client = client;
    this.#project = project;
    this.#journal = journal;
    this.#people = people;
  }

  async look(): Promise<void> {
    const { columns } = await readBoard(this.client, this.#project);
    this.#columns = columns.map((c) => c.id);
    this.#cards = new Map(columns.flatMap((c) => c.tickets).map((c) => [c.id, c]));
  }

  /** The tickets that this person knows of. */
  get tickets(): string[] {
    return [...this.#cards.keys()];
  }

  async act(intent: Intent): Promise<void> {
    const request = this.#request(intent);
    if (!request) return;
    const answer = await this.#journal.write(this.client, intent.do, ...request);
    this.#learn(request[1], answer);
  }

  #learn(path: string, answer: Answer): void {
    const [kind, id = ""] = path.split("/");
    if (answer.status === 404 || answer.status === 204) this.#cards.delete(id);
    if (kind !== "tickets" || !accepted(answer) || !answer.body || path.includes("toggle")) return;
    const card = answer.body as Card;
    this.#cards.set(card.id, card);
  }

  #request(intent: Intent): readonly ["POST" | "PATCH" | "DELETE", string, unknown?] | undefined {
    if ("ticket" in intent) {
      const card = at([...this.#cards.values()], intent.ticket);
      return card && this.#ofTicket(intent, card);
    }
    return intent.do === "create" ? this.#creation(intent) : this.#ofColumns(intent);
  }

  #ofTicket(
    intent: Extract<Intent, { ticket: number }>,
    card: Card,
  ): readonly ["POST" | "PATCH" | "DELETE", string, unknown?] {
    const path = `tickets/${card.id}/`;
    switch (intent.do) {
      case "move": {
        const column = at(this.#columns, intent.column) ?? card.column;
        return ["PATCH", path, { column, ...this.#beside(column, intent.place, intent.beside, card.id) }];
      }
      case "status":
        return ["PATCH", path, { status: intent.status }];
      case "edit":
        return ["PATCH", path, intent.fields];
      case "assign":
        return ["PATCH", path, { assignee_ids: intent.people.map((n) => this.#people[n]?.me.id) }];
      case "parent":
        return ["PATCH", path, { parent: intent.parent === null ? null : at([...this.#cards.keys()], intent.parent) }];
      case "delete":
        return ["DELETE", path];
      case "comment":
        return ["POST", "comments/", { ticket: card.id, content: `Said by ${this.client.me.username}.` }];
      case "follow":
        return ["POST", `${path}toggle_follow/`, { following: intent.following }];
    }
  }

  #creation(intent: Extract<Intent, { do: "create" }>): readonly ["POST", string, unknown] {
    const column = at(this.#columns, intent.column) ?? "";
    const mine = {
      ...(intent.assign && { assignee_ids: [this.client.me.id] }),
      ...(intent.due && { due_date: "2026-12-24" }),
    };
    return [
      "POST",
      "tickets/",
      { name: `by ${this.client.me.username}`, column, ...mine, ...this.#beside(column, intent.place, intent.beside) },
    ];
  }

  /** Neighbours out of this person's own view. */
  #beside(column: string, place: Place, n: number, but?: string): { before?: string; after?: string } {
    const cards = [...this.#cards.values()].filter((c) => c.column === column && c.id !== but).toSorted(byRank);
    const one = at(cards, n);
    const next = one && cards[cards.indexOf(one) + 1];
    if (!one || place === "end") return {};
    if (place === "between") return next ? { after: one.id, before: next.id } : {};
    return place === "before" ? { before: one.id } : { after: one.id };
  }

  #ofColumns(
    intent: Exclude<Intent, { ticket: number } | { do: "create" }>,
  ): readonly ["POST" | "PATCH" | "DELETE", string, unknown?] | undefined {
    const columns = this.#columns;
    const name = `Column ${this.#journal.entries.length}`;
    switch (intent.do) {
      case "reorder": {
        const moved = columns
          .filter((_, i) => i !== intent.from % columns.length)
          .toSpliced(intent.to % columns.length, 0, at(columns, intent.from) ?? "");
        return [
          "POST",
          "columns/reorder/",
          { project: this.#project, order: moved.map((id, order) => ({ id, order })) },
        ];
      }
      case "shift column":
        return ["PATCH", `columns/${at(columns, intent.column)}/`, { order: intent.order }];
      case "rename column":
        return ["PATCH", `columns/${at(columns, intent.column)}/`, { name }];
      case "add column":
        return columns.length > 7
          ? undefined
          : ["POST", "columns/", { project: this.#project, name, status: intent.status, order: intent.order }];
      case "drop column":
        return columns.length < 4
          ? undefined
          : ["DELETE", `columns/${at(columns, intent.column)}/?move_to=${at(columns, intent.to)}`];
    }
  }
}

export async function readBoard(client: Client, project: string): Promise<Board> {
  return expectStatus(await client.get(`projects/${project}/board/`), 200).body as Board; // as the route says
}

/** The board with all cards of all its columns, page after page. */
export async function readWhole(client: Client, project: string): Promise<Board> {
  const board = await readBoard(client, project);
  const columns = await Promise.all(
    board.columns.map(async (c) => ({ ...c, tickets: [...c.tickets, ...(await readOn(client, c.next))] })),
  );
  return { ...board, columns };
}

/** All results from a `next` on, or of a list. */
export async function readOn(client: Client, from: string | null): Promise<Card[]> {
  const cards: Card[] = [];
  for (let next = from; next !== null;) {
    const page = expectStatus(await client.get(next), 200).body as Page; // as the route says
    cards.push(...page.results);
    next = page.next;
  }
  return cards;
}
