import type { Item } from "./table.ts";

/**
 * What must be true of tags, whatever has happened: counters, tickets and contacts say the same on both sides, and of
 * a deleted tag nothing is left once no job is about it. Returns a sentence for each thing that is wrong.
 */
export function tagViolations(items: readonly Item[]): string[] {
  const of = Map.groupBy(items, (i) => (String(i.pk).startsWith("k#") ? "count" : String(i._e)));
  const kind = (name: string): readonly Item[] => of.get(name) ?? [];
  const alive = new Map(kind("tag").map((t) => [String(t.id), t]));
  const leaving = new Set(kind("job").map((j) => String(j.subject)));
  const onCards = marksOf(kind("card"), "ta", (c) => String(c.pk));
  const onContacts = marksOf(kind("contact"), "tags", (c) => String(c.pk));
  const taggings = rowsOf(kind("tagging"), ({ at }) => String(at));
  const places = rowsOf(kind("contacttag"), ({ gsi15sk, gsi2sk }) => (gsi15sk === gsi2sk ? String(gsi15sk) : "torn"));
  const keys = new Map(kind("contact").map((c) => [String(c.pk), String(c.gsi15sk)]));
  const here = ({ tag }: { tag: string }): boolean => alive.has(tag) || !leaving.has(tag);
  return [
    ...unlike("tagging", onCards.filter(here), taggings.filter(here), ({ said }) => said),
    ...unlike("place", onContacts.filter(here), places.filter(here), ({ home }) => keys.get(home) ?? ""),
    ...[
      ...onCards,
      ...onContacts,
      ...taggings,
      ...kind("team").map((t) => ({ home: String(t.pk), tag: String(t.tag) })),
    ]
      .filter(({ tag }) => !alive.has(tag) && !leaving.has(tag))
      .map(({ home, tag }) => `${home} has a trace of ${tag}, which is gone`),
    ...counted(alive, kind("count"), onCards, onContacts),
  ];
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

function unlike(what: string, marks: readonly Mark[], rows: readonly Mark[], should: (mark: Mark) => string): string[] {
  const name = ({ home, tag }: Mark): string => `${home} ${tag}`;
  const found = new Map(rows.map((row) => [name(row), row.said]));
  const wanted = new Set(marks.map(name));
  return [
    ...marks
      .filter((mark) => found.get(name(mark)) !== should(mark))
      .map((mark) => `${name(mark)}: its ${what} says ${String(found.get(name(mark)))}, not ${should(mark)}`),
    ...rows.filter((row) => !wanted.has(name(row))).map((row) => `${name(row)}: a ${what} without its mark`),
  ];
}

function counted(
  alive: ReadonlyMap<string, Item>,
  counts: readonly Item[],
  onCards: readonly Mark[],
  onContacts: readonly Mark[],
): string[] {
  const counters = new Map(
    counts
      .filter(({ pk }) => String(pk).endsWith("#g"))
      .flatMap((item) => Object.entries(item).filter(([, n]) => typeof n === "number")),
  );
  const times = (marks: readonly Mark[], id: string): number => marks.filter(({ tag }) => tag === id).length;
  return [
    ...[...alive].flatMap(([id, tag]) => [
      ...(counters.get(id) === times(onCards, id)
        ? []
        : [`${id} counts ${String(counters.get(id))} tickets of ${times(onCards, id)}`]),
      ...(tag.contacts_count === times(onContacts, id)
        ? []
        : [`${id} counts ${String(tag.contacts_count)} contacts of ${times(onContacts, id)}`]),
    ]),
    ...[...counters.keys()].filter((id) => !alive.has(id)).map((id) => `a counter of ${id}, which is gone`),
  ];
}
