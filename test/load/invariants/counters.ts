import type { Item } from "../table.ts";
import { idOf, ids, unless, type Book, type Checks } from "./book.ts";

/** Every counter says how many there are. */
export function* counters(book: Book): Checks {
  for (const { key } of book.projects()) {
    yield* ofBoard(book, key);
    yield* ofCards(book, key);
  }
  for (const user of book.of("user")) {
    const seats = book.of("member").filter((m) => m.user === user.id && m.role !== "former").length;
    const wrong = `${String(user.username)} counts ${String(user.projects)} projects and belongs to ${seats}`;
    yield unless(user.projects === seats, wrong);
  }
}

const sum = (tally: Map<string, number>, name: string, by: number): void =>
  void tally.set(name, (tally.get(name) ?? 0) + by);
const dueOf = (key: string): string | undefined => (key.startsWith("~") ? undefined : key.split("#")[0]);

function* differences(what: string, expected: Map<string, number>, found: Map<string, number>): Checks {
  for (const name of new Set([...expected.keys(), ...found.keys()])) {
    const [right, said] = [expected.get(name) ?? 0, found.get(name) ?? 0];
    yield unless(right === said, `${what} ${name} is ${said}, but ${right} are there`);
  }
}

/** What counts should say, from the cards themselves, against what they say. */
function* ofBoard(book: Book, key: string): Checks {
  const expected = new Map<string, number>();
  const perPerson = new Map<string, number>();
  const perDay = new Map<string, number>();
  for (const card of book.in("card", key)) {
    const open = card.st !== "done";
    const due = dueOf(String(card.gsi13sk));
    const facets = [`s.${String(card.st)}`, `t.${String(card.ty)}`, `p.${String(card.pr)}`, `c.${String(card.gsi1pk)}`];
    for (const name of ["total", ...facets]) sum(expected, name, 1);
    if (ids(card.as).length === 0) sum(expected, "none", 1);
    if (card.pr === 4 && open) sum(expected, "critical", 1);
    if (due && open) sum(perDay, due, 1);
    for (const user of ids(card.as)) sum(perPerson, user, 1);
  }
  const home = `k#${key.toLowerCase()}`;
  yield* differences(`${key}: the count`, expected, stored(book, home));
  yield* differences(`${key}: the assignments of`, perPerson, stored(book, `${home}#a`));
  yield* differences(`${key}: the tickets due on`, perDay, stored(book, `${home}#d`));
}

function stored(book: Book, pk: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const item of book.of("count").filter((c) => c.pk === pk))
    for (const [name, n] of Object.entries(item)) if (typeof n === "number") sum(found, name, n);
  return found;
}

/** What a card counts of things with items of their own. */
function* ofCards(book: Book, key: string): Checks {
  const per = (items: readonly Item[], home: (i: Item) => string): Map<string, number> =>
    new Map([...Map.groupBy(items, home)].map(([name, all]) => [name, all.length]));
  const cards = book.in("card", key);
  const here = (i: Item): string => String(i.pk);
  const subtasks = per(cards, (c) => String(c.pa));
  const comments = per(book.in("comment", key), here);
  const links = per(book.in("link", key), here);
  for (const card of cards) {
    const counted = [
      ["subtasks", card.su, subtasks.get(idOf(card))],
      ["comments", card.cm, comments.get(here(card))],
      ["links", card.li ?? 0, links.get(here(card))],
    ] as const;
    for (const [what, said, there = 0] of counted)
      yield unless(said === there, `${idOf(card)} counts ${String(said)} ${what} of ${there}`);
  }
}
