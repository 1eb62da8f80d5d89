import type { TicketKey } from "../kit/id.ts";
import { displayId } from "../kit/id.ts";
import { searching, termsOf } from "../kit/words.ts";
import { readAll } from "../table/batch.ts";
import { ticketHome } from "../event/event.ts";
import { ticketOfKey } from "../table/rows.ts";
import { DescriptionEntity, type CardItem } from "../ticket/ticket.entity.ts";
import { postingsOf } from "./posting.ts";

/** So many postings are read of a term at most, shared among the projects: 4,000 cost 15 units. */
const mostPostings = 4000;
/** So many queries are made at most; terms beyond are looked for in the texts. */
const mostQueries = 40;
/** CONTRACT section 5: what is found beyond is cut. */
const mostMatches = 1000;

/** The tickets of a project that a search finds. */
export interface Found {
  readonly project: string;
  /** By number; false where only the text can tell, since a term has too many postings to read. */
  readonly numbers: ReadonlyMap<number, boolean>;
  readonly truncated: boolean;
}

/** Looks a search up in the index of each project, all side by side. One without words finds nothing. */
export async function find(projects: readonly string[], search: string): Promise<Found[]> {
  const terms = [...termsOf(search)].sort((a, b) => b.length - a.length); // the longer, the rarer
  const share = Math.max(1, projects.length);
  const asked = terms.slice(0, Math.max(1, Math.floor(mostQueries / share)));
  const limit = Math.ceil(mostPostings / share);
  return Promise.all(projects.map((project) => findIn(project, asked, limit, asked.length === terms.length)));
}

async function findIn(project: string, terms: readonly string[], limit: number, all: boolean): Promise<Found> {
  const lists = await Promise.all(terms.map((term) => numbersOf(project, term, limit)));
  const whole = lists.filter((one) => one.whole).map((one) => one.numbers);
  const broad = lists.filter((one) => !one.whole).map((one) => one.numbers);
  const common = whole.length > 0 ? whole.reduce((a, b) => a.intersection(b)) : (broad[0] ?? new Set<number>());
  const newest = [...common].sort((a, b) => b - a).slice(0, mostMatches);
  return {
    project,
    numbers: new Map(newest.map((number) => [number, all && broad.every((one) => one.has(number))])),
    truncated: (whole.length === 0 && broad.length > 0) || common.size > newest.length,
  };
}

async function numbersOf(project: string, term: string, limit: number) {
  const postings = await postingsOf(project, term, limit + 1);
  return { whole: postings.length <= limit, numbers: new Set(postings.map(({ number }) => number)) };
}

/** Those of these cards, by their ids, whose name and description have all that is searched for. */
export async function havingAll(cards: readonly CardItem[], search: string): Promise<Set<string>> {
  const keys = cards.map(({ project, number }) => ({ pk: ticketHome(project.toLowerCase(), number), sk: "d" }));
  const items = await readAll(keys);
  const texts = new Map(
    items.map((Item) => [displayId(ticketOfKey(String(Item.pk))), DescriptionEntity.parse({ Item }).data?.text]),
  );
  const hit = searching(search);
  const found = cards.filter((card) => hit(`${card.name}\n${texts.get(displayId(card)) ?? ""}`));
  return new Set(found.map((card: TicketKey) => displayId(card)));
}
