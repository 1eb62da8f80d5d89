import type { Item } from "../table.ts";
import { unless, type Checks } from "./book.ts";

/**
 * Tickets and contacts say the same on both sides, and of a deleted tag nothing is left once no job is about it.
 */
export function* tagMarks(items: readonly Item[]): Checks {
  const { alive, contacts, onCards, onContacts, kind } = sorted(items);
  const leaving = new Set(kind("job").map((j) => String(j.subject)));
  const taggings = rowsOf(kind("tagging"), ({ at }) => String(at));
  const places = rowsOf(kind("contacttag"), ({ gsi15sk, gsi2sk }) => (gsi15sk === gsi2sk ? String(gsi15sk) : "torn"));
  const here = ({ tag }: { tag: string }): boolean => alive.has(tag) || !leaving.has(tag);
  const teams = kind("team").map((t) => ({ home: String(t.pk), tag: String(t.tag) }));
  yield* unlike("tagging", onCards.filter(here), taggings.filter(here), ({ said }) => said);
  yield* unlike("place", onContacts.filter(here), places.filter(here), ({ home }) => contacts.get(home) ?? "");
  for (const { home, tag } of [...onCards, ...onContacts, ...taggings, ...teams])
    yield unless(alive.has(tag) || leaving.has(tag), `${home} has a trace of ${tag}, which is gone`);
}

/** A tag counts its tickets and its contacts; of a tag that is gone there is no counter. */
export function* tagCounters(items: readonly Item[]): Checks {
  const { alive, onCards, onContacts, kind } = sorted(items);
  const counts = kind("count").filter(({ pk }) => String(pk).endsWith("#g"));
  const counters = new Map(counts.flatMap((i) => Object.entries(i).filter(([, n]) => typeof n === "number")));
  const times = (marks: readonly Mark[], id: string): number => marks.filter(({ tag }) => tag === id).length;
  for (const [id, tag] of alive) {
    const [tickets, people] = [times(onCards, id), times(onContacts, id)];
    yield unless(counters.get(id) === tickets, `${id} counts ${String(counters.get(id))} tickets of ${tickets}`);
    yield unless(tag.contacts_count === people, `${id} counts ${String(tag.contacts_count)} contacts of ${people}`);
  }
  for (const id of counters.keys()) yield unless(alive.has(id), `a counter of ${id}, which is gone`);
}

function sorted(items: readonly Item[]) {
  const of = Map.groupBy(items, (i) => (String(i.pk).startsWith("k#") ? "count" : String(i._e)));
  const kind = (name: string): readonly Item[] => of.get(name) ?? [];
  return {
    kind,
    alive: new Map(kind("tag").map((t) => [String(t.id), t])),
    contacts: new Map(kind("contact").map((c) => [String(c.pk), String(c.gsi15sk)])),
    onCards: marksOf(kind("card"), "ta", (c) => String(c.pk)),
    onContacts: marksOf(kind("contact"), "tags", (c) => String(c.pk)),
  };
}

/** That something has a tag: where, which, and what is said of it. */
interface Mark {
  readonly home: string;
  readonly tag: string;
  readonly said: string;
}

const marksOf = (items: readonly Item[], field: string, home: (i: Item) => string): Mark[] =>
  items.flatMap((i) =>
    (Array.isArray(i[field]) ? (i[field] as Item[]) : []).map((t) => ({
      home: home(i),
      tag: String(t.id),
      said: String(t.at),
    })),
  );

const rowsOf = (items: readonly Item[], said: (i: Item) => string): Mark[] =>
  items.map((i) => ({ home: String(i.pk), tag: String(i.tag), said: said(i) }));

function* unlike(what: string, marks: readonly Mark[], rows: readonly Mark[], should: (mark: Mark) => string): Checks {
  const name = ({ home, tag }: Mark): string => `${home} ${tag}`;
  const found = new Map(rows.map((row) => [name(row), row.said]));
  const wanted = new Set(marks.map(name));
  for (const mark of marks) {
    const said = found.get(name(mark));
    yield unless(said === should(mark), `${name(mark)}: its ${what} says ${String(said)}, not ${should(mark)}`);
  }
  for (const row of rows) yield unless(wanted.has(name(row)), `${name(row)}: a ${what} without its mark`);
}
