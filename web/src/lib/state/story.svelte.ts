import { commentRoutes, type Comment } from "@tessera/core/comment/comment.schema";
import type { Activity } from "@tessera/core/event/event.schema";
import { linkRoutes, type Link } from "@tessera/core/link/link.schema";
import { ticketRoutes } from "@tessera/core/ticket/ticket.schema";
import { call } from "#lib/api/call.ts";
import type { BoardStore } from "./board.svelte.ts";
import { tell, type Entry } from "./entries.ts";
import { Files } from "./files.svelte.ts";
import { cursorOf } from "./paging.ts";
import { Shelf } from "./shelf.svelte.ts";
import { Uploads } from "./uploads.svelte.ts";

/** Comments that are read at once: a screen or two of them. */
const FEW = 20;
const MOST = 100;

/**
 * What a ticket has beyond its card: what was said and done, files, links. The newest comes first over the wire, and
 * earlier pages when they are asked for; `entries` never shows a time of which it knows only half.
 */
export class Story {
  readonly board: BoardStore;
  readonly id: string;
  readonly comments = new Shelf<Comment>((comment) => comment.created_at);
  readonly links = new Shelf<Link>((link) => link.created_at);
  readonly files: Files;
  readonly uploads: Uploads;
  loaded = $state(false);
  #activity = $state.raw<readonly Activity[]>([]);
  /** Where each of the two goes on into the past; null when all of it is here. */
  #earlier = $state.raw<{ readonly comments: string | null; readonly activity: string | null }>({
    comments: null,
    activity: null,
  });
  constructor(board: BoardStore, id: string) {
    this.board = board;
    this.id = id;
    this.files = new Files(id);
    this.uploads = new Uploads(board, id, this.files);
  }

  get entries(): Entry[] {
    return tell(this.comments.list, this.#activity, this.#since);
  }

  get more(): boolean {
    return this.#earlier.comments !== null || this.#earlier.activity !== null;
  }

  /** How many comments there are, those under way included where all are here. */
  get said(): number {
    if (this.loaded && this.#earlier.comments === null) return this.comments.list.length;
    return this.board.card(this.id)?.comments_count ?? 0;
  }

  /** Before this time something is missing yet. */
  get #since(): string {
    const { comments, activity } = this.#earlier;
    const ends = [
      comments === null ? "" : (this.comments.list[0]?.created_at ?? ""),
      activity === null ? "" : (this.#activity.at(-1)?.created_at ?? ""),
    ];
    return ends.reduce((a, b) => (a > b ? a : b));
  }

  /** The ticket with the first page of all that belongs to it, in one question. */
  async load(): Promise<void> {
    const askedAt = Date.now();
    const query = { include: "comments,activity,links,attachments" };
    const answer = await call(ticketRoutes.get, { params: { id: this.id }, query });
    const { comments, activity, links, attachments, ...ticket } = answer;
    this.board.apply({ kind: "ticket", ticket });
    if (!comments || !activity || !links || !attachments) throw new Error("the API left out what it was asked for");
    this.#activity = activity.results;
    this.#earlier = { comments: null, activity: activity.next };
    if (comments.next === null) this.comments.fill(comments.results, askedAt);
    else await this.#loadLast(comments.count ?? ticket.comments_count);
    this.links.fill(links.results, askedAt);
    this.files.fill(attachments.results, askedAt);
    this.loaded = true;
    if (links.next !== null) await this.#loadLinks();
    if (attachments.next !== null) await this.files.load();
  }

  /** What happened since, after a write. Should more have happened than one page holds, the story begins there. */
  async refresh(): Promise<void> {
    const page = await call(ticketRoutes.activity, { params: { id: this.id }, query: {} });
    const fresh = page.results;
    const meets = fresh.some(({ id }) => this.#activity.some((entry) => entry.id === id));
    const ids = new Set(fresh.map(({ id }) => id));
    this.#activity = meets ? [...fresh, ...this.#activity.filter(({ id }) => !ids.has(id))] : fresh;
    if (!meets) this.#earlier = { ...this.#earlier, activity: page.next };
  }

  /** Goes back until there is something to show that wasn't there. */
  async loadEarlier(): Promise<void> {
    const shown = this.entries.length;
    while (this.more && this.entries.length === shown) {
      const { comments, activity } = this.#earlier;
      const first = this.comments.list[0]?.created_at ?? "";
      const byComments = activity === null || (comments !== null && first >= (this.#activity.at(-1)?.created_at ?? ""));
      if (comments !== null && byComments) await this.#loadComments(comments);
      else if (activity !== null) await this.#loadActivity(activity);
    }
  }

  /** The API lists comments from the first on; we begin with the last ones. */
  async #loadLast(count: number): Promise<void> {
    const askedAt = Date.now();
    const ticket = this.id;
    // Pages by number reach the first 1,000; from there on one has to walk.
    const number = Math.min(Math.ceil(count / MOST), 10);
    let page = await call(commentRoutes.list, { query: { ticket, page_size: String(MOST), page: String(number) } });
    const previous = page.previous;
    const found = [...page.results];
    while (page.next !== null) {
      page = await call(commentRoutes.list, {
        query: { ticket, page_size: String(MOST), cursor: cursorOf(page.next) },
      });
      found.push(...page.results);
    }
    this.comments.fill(found, askedAt);
    this.#earlier = { ...this.#earlier, comments: previous };
    if (found.length < FEW && previous !== null) await this.#loadComments(previous);
  }

  async #loadComments(previous: string): Promise<void> {
    const query = { ticket: this.id, page_size: String(FEW), cursor: cursorOf(previous) };
    const page = await call(commentRoutes.list, { query });
    this.comments.add(page.results);
    this.#earlier = { ...this.#earlier, comments: page.previous };
  }

  async #loadActivity(next: string): Promise<void> {
    const query = { page_size: "50", cursor: cursorOf(next) };
    const page = await call(ticketRoutes.activity, { params: { id: this.id }, query });
    const ids = new Set(this.#activity.map(({ id }) => id));
    this.#activity = [...this.#activity, ...page.results.filter(({ id }) => !ids.has(id))];
    this.#earlier = { ...this.#earlier, activity: page.next };
  }

  async #loadLinks(): Promise<void> {
    const askedAt = Date.now();
    const page = await call(linkRoutes.list, { params: { id: this.id }, query: { page_size: String(MOST) } });
    this.links.fill(page.results, askedAt);
  }
}

const stories = new WeakMap<BoardStore, Map<string, Story>>();

/** A ticket's story, kept with its board: it is there at once when the ticket is opened again, uploads under way, too. */
export function storyOf(board: BoardStore, id: string): Story {
  const kept = stories.get(board) ?? new Map<string, Story>();
  stories.set(board, kept);
  const story = kept.get(id) ?? new Story(board, id);
  kept.set(id, story);
  return story;
}

/** Reads a ticket's story again, if it was opened before: something was done to it from elsewhere. */
export async function reread(board: BoardStore, id: string): Promise<void> {
  await stories.get(board)?.get(id)?.load();
}
