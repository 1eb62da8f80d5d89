import type { TicketKey } from "../kit/id.ts";
import { displayId } from "../kit/id.ts";
import { searching, termsOf } from "../kit/words.ts";
import { readAll } from "../table/batch.ts";
import { ticketHome } from "../event/event.ts";
import { ticketOfKey } from "../table/rows.ts";
import { DescriptionEntity, type CardItem } from "../ticket/ticket.entity.ts";
import { postingsOf } from "./posting.ts";

/** So many postings are looked at of a term, shared among the projects: 4,000 cost 15 units. */
const mostPostings = 4000;
/** So many queries are made at most; terms beyond are looked for in the texts. */
const mostQueries = 40;
/** The tickets of a project that a search finds. */
export interface Found {
  readonly project: string;
  /** By number; false where only the text can tell, since a term has too many postings to read. */
  readonly numbers: ReadonlyMap<number, boolean>;
  /** False where each term has too many postings, so that there may be others. */
  readonly whole: boolean;
}

/** Looks a search up in the index of each project, all side by side. One without words finds nothing. */
export async function find(projects: readonly string[], search: string): Promise<Found[]> {
  const terms = [...termsOf(search)].sort((a, b) => b.length - a.length); // the longer, the rarer
  const asked = terms.slice(0, Math.max(1, Math.floor(mostQueries / Math.max(1, projects.length))));
  const lists = await Promise.all(asked.map((term) => numbersIn(projects, term)));
  const all = asked.length === terms.length;
  return projects.map((project, i) =>
    foundIn(
      project,
      lists.flatMap((list) => list[i] ?? []),
      all,
    ),
  );
}

function foundIn(project: string, lists: readonly Numbers[], all: boolean): Found {
  const whole = lists.filter((one) => one.whole).map((one) => one.numbers);
  const broad = lists.filter((one) => !one.whole).map((one) => one.numbers);
  const common = whole.length > 0 ? whole.reduce((a, b) => a.intersection(b)) : (broad[0] ?? new Set<number>());
  return {
    project,
    numbers: new Map([...common].map((number) => [number, all && broad.every((one) => one.has(number))])),
    whole: whole.length > 0 || broad.length === 0,
  };
}

/** The tickets of a project that have a term; not whole where it has more postings than were read. */
interface Numbers {
  readonly whole: boolean;
  readonly read: number;
  readonly numbers: ReadonlySet<number>;
}

/** Each project has an equal share of the postings at first; where that isn't all, also what others have left over. */
async function numbersIn(projects: readonly string[], term: string): Promise<Numbers[]> {
  const share = Math.ceil(mostPostings / projects.length);
  const first = await Promise.all(projects.map((project) => numbersOf(project, term, share)));
  const broad = first.filter(({ whole }) => !whole).length;
  const left = first.reduce((rest, { read }) => rest - read, mostPostings);
  if (broad === 0 || left < broad) return first;
  const more = share + Math.floor(left / broad);
  return Promise.all(projects.map(async (project, i) => (first[i]?.whole ? first[i] : numbersOf(project, term, more))));
}

async function numbersOf(project: string, term: string, limit: number): Promise<Numbers> {
  const postings = await postingsOf(project, term, limit + 1);
  const numbers = new Set(postings.slice(0, limit).map(({ number }) => number));
  return { whole: postings.length <= limit, read: Math.min(postings.length, limit), numbers };
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
