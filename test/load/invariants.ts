import { createHash } from "node:crypto";
import { replay } from "./history.ts";
import type { Item } from "./table.ts";
import { searchViolations } from "./search-invariants.ts";
import { tagViolations } from "./tag-invariants.ts";

/**
 * What must be true of the stored items whatever has happened: counts, involvements, events, versions, order and
 * guards and the search index say the same as cards, columns, members and users, nothing is left of what was deleted, and no job is left over.
 * Holds when the streams are idle. Returns a sentence for each thing that is wrong.
 */
export function violations(items: readonly Item[]): string[] {
  const book = new Book(items);
  return [
    ...[...book.projects].flatMap((key) => ofProject(book, key)),
    ...book.of("user").flatMap((user) => ofUser(book, user)),
    ...guardsWithout(book),
    ...jobsLeft(book),
    ...tagViolations(items),
    ...searchViolations(items),
  ];
}

/** The items by kind and by project. */
class Book {
  readonly all: readonly Item[];
  readonly #kinds: Map<string, Item[]>;
  readonly projects: Set<string>;

  constructor(items: readonly Item[]) {
    this.all = items;
    this.#kinds = Map.groupBy(items, (i) =>
      typeof i._e === "string" ? i._e : String(i.pk).startsWith("k#") ? "count" : "?",
    );
    this.projects = new Set(this.of("gate").map((g) => String(g.project)));
  }

  of = (kind: string): readonly Item[] => this.#kinds.get(kind) ?? [];

  /** Those of one project; items of a ticket say by their key which. */
  in = (kind: string, project: string): readonly Item[] =>
    this.of(kind).filter((i) => String(i.pk).split("#")[1] === project.toLowerCase());
}

const sum = (tally: Map<string, number>, name: string, by: number): void =>
  void tally.set(name, (tally.get(name) ?? 0) + by);
const ids = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const dueOf = (key: string): string | undefined => (key.startsWith("~") ? undefined : key.split("#")[0]);
/** Written again on purpose: what the product packs is judged from outside. */
const packedId = (user: unknown): string => createHash("sha256").update(String(user)).digest("hex").slice(0, 8);
const followers = (packed: string): string[] => packed.match(/.{8}/g) ?? [];
const idOf = (card: Item): string => `${String(card.p)}-${String(card.no)}`;

function* differences(what: string, expected: Map<string, number>, found: Map<string, number>): Generator<string> {
  for (const name of new Set([...expected.keys(), ...found.keys()]))
    if ((expected.get(name) ?? 0) !== (found.get(name) ?? 0))
      yield `${what} ${name} is ${found.get(name) ?? 0}, but ${expected.get(name) ?? 0} are there`;
}

function ofProject(book: Book, key: string): string[] {
  const gate = book.of("gate").find((g) => g.project === key);
  const members = book.in("member", key).filter((m) => m.role !== "former");
  const [settings] = book.in("settings", key);
  if (gate?.state !== "active") return ofGone(book, key, String(gate?.state));
  if (!settings) return [`${key} has no settings`];
  const columns = book.in("column", key).map((c) => String(c.id));
  const order = ids(settings.order);
  const events = book.in("event", key);
  const updates = events.filter((e) => e.kind === "project.updated").length;
  return [
    ...(order.toSorted().join() === columns.toSorted().join()
      ? []
      : [`${key}: order names ${order.join()}, the columns are ${columns.join()}`]),
    ...(members.some((m) => m.role === "lead") ? [] : [`${key} has no lead`]),
    ...(settings.version === 1 + updates
      ? []
      : [`${key} is at version ${String(settings.version)} after ${updates} updates`]),
    ...ofTickets(book, key, columns, Number(gate.next)),
    ...counts(book, key),
  ].map((line) => `${key}: ${line}`);
}

/** What may be left of a deleted project: its gate, and the event that tells who did it. */
function ofGone(book: Book, key: string, state: string): string[] {
  const left = book.all.filter(
    (i) => /^[ptk]#/.test(String(i.pk)) && String(i.pk).split("#")[1] === key.toLowerCase() && i._e !== "gate",
  );
  const told = left.filter((i) => i._e === "event" && i.kind === "project.deleted");
  return [
    ...(state === "gone" ? [] : [`${key} is ${state}, not gone`]),
    ...(told.length === 1 ? [] : [`the deletion of ${key} is told ${told.length} times`]),
    ...left
      .filter((i) => !told.includes(i))
      .map((i) => `${String(i.pk)} ${String(i.sk)} is left of ${key}, which is gone`),
  ];
}

function ofTickets(book: Book, key: string, columns: readonly string[], next: number): string[] {
  const cards = new Map(book.in("card", key).map((c) => [idOf(c), c]));
  const places = Map.groupBy(cards.values(), (c) => `${String(c.gsi1pk)} ${String(c.gsi1sk)}`);
  const involvements = Map.groupBy(book.in("involvement", key), (i) => String(i.pk));
  const comments = Map.groupBy(book.in("comment", key), (i) => String(i.pk));
  const links = Map.groupBy(book.in("link", key), (i) => String(i.pk));
  const events = Map.groupBy(
    book.in("event", key).filter((e) => e.ticket),
    (e) => String(e.ticket),
  );
  const homes = new Set([...cards.values()].map((c) => String(c.pk)));
  const homeless = book.all.filter(
    (i) => String(i.pk).startsWith(`t#${key.toLowerCase()}#`) && i._e !== "event" && !homes.has(String(i.pk)),
  );
  return [
    ...[...places.values()]
      .filter((same) => same.length > 1)
      .map((same) => `${same.map(idOf).join(" and ")} have one rank`),
    ...[...cards.values()].flatMap((c) => ofCard(c, cards, columns, next, involvements.get(String(c.pk)) ?? [])),
    ...[...cards.values()].flatMap((c) => ofParts(c, comments.get(String(c.pk)) ?? [], links.get(String(c.pk)) ?? [])),
    ...[...links.values()].flat().flatMap((l) => ofLink(l, links, cards)),
    ...homeless.map((i) => `${String(i.pk)} ${String(i.sk)} is left of a ticket that is gone`),
    ...[...events].flatMap(([id, told]) => replay(id, told, cards.get(id)).violations),
    ...[...cards.keys()].filter((id) => !events.has(id)).map((id) => `${id} has no events`),
  ];
}

function ofCard(
  card: Item,
  cards: ReadonlyMap<string, Item>,
  columns: readonly string[],
  next: number,
  people: readonly Item[],
): string[] {
  const assigned = ids(card.as);
  const following = followers(String(card.fo));
  const children = [...cards.values()].filter((c) => c.pa === idOf(card)).length;
  const project = String(card.p).toLowerCase();
  const keys = {
    gsi4pk: `${project}#${String(card.st)}#${String(card.ty)}`,
    gsi5pk: `${project}#${String(card.pr)}`,
    gsi8pk: card.pa === "-" ? undefined : String(card.pa).toLowerCase(),
    gsi9pk: assigned.length === 0 ? `n#${project}` : undefined,
  };
  const checks: [boolean, string][] = [
    [columns.includes(String(card.gsi1pk)), `is in a column that doesn't exist`],
    [Number(card.no) < next, "has a number that was not given out"],
    [card.pa === "-" || cards.has(String(card.pa)), `has a parent that doesn't exist`],
    [card.su === children, `counts ${String(card.su)} subtasks of ${children}`],
    ...Object.entries(keys).map(([k, v]): [boolean, string] => [
      card[k] === v,
      `has ${String(card[k])} as ${k}, not ${v}`,
    ]),
    ...assigned.map((u): [boolean, string] => [
      people.some((i) => i.user === u && i.assigned === true),
      `lacks the involvement of ${u}`,
    ]),
    ...following.map((f): [boolean, string] => [
      people.some((i) => packedId(i.user) === f && i.following === true),
      `lacks its follower ${f}`,
    ]),
    ...people.flatMap((i): [boolean, string][] => [
      [i.assigned === assigned.includes(String(i.user)), `and the involvement of ${String(i.user)} differ in assigned`],
      [
        i.following === following.includes(packedId(i.user)),
        `and the involvement of ${String(i.user)} differ in following`,
      ],
      [
        (i.gsi9pk !== undefined) === i.assigned && (i.gsi10pk !== undefined) === i.following,
        `has an involvement that its indexes don't know`,
      ],
    ]),
  ];
  return checks.filter(([right]) => !right).map(([, wrong]) => `${idOf(card)} ${wrong}`);
}

/** What a card counts of things with items of their own. */
function ofParts(card: Item, comments: readonly Item[], links: readonly Item[]): string[] {
  return [
    ...(card.cm === comments.length ? [] : [`${idOf(card)} counts ${String(card.cm)} comments of ${comments.length}`]),
    ...((card.li ?? 0) === links.length ? [] : [`${idOf(card)} counts ${String(card.li)} links of ${links.length}`]),
  ];
}

const inverse = (type: string): string =>
  type === "relates_to"
    ? type
    : type.startsWith("is_")
      ? ({ is_blocked_by: "blocks", is_duplicated_by: "duplicates", is_caused_by: "causes" }[type] ?? "")
      : `is_${{ blocks: "blocked", duplicates: "duplicated", causes: "caused" }[type] ?? ""}_by`;

/** A link has both its sides and both its tickets. */
function ofLink(link: Item, all: ReadonlyMap<string, readonly Item[]>, cards: ReadonlyMap<string, Item>): string[] {
  const [from, to] = [link.number, link.other].map((n) => cards.get(`${String(link.project)}-${String(n)}`));
  if (!from || !to) return [`${String(link.pk)} ${String(link.sk)} links to a ticket that is gone`];
  const there = (all.get(String(to.pk)) ?? []).some(
    (l) => l.other === link.number && l.type === inverse(String(link.type)),
  );
  return there ? [] : [`${idOf(from)} ${String(link.type)} ${idOf(to)}, which doesn't know of it`];
}

/** What counts should say, from the cards themselves, against what they say. */
function counts(book: Book, key: string): string[] {
  const expected = new Map<string, number>();
  const perPerson = new Map<string, number>();
  const perDay = new Map<string, number>();
  for (const card of book.in("card", key)) {
    const open = card.st !== "done";
    const due = dueOf(String(card.gsi13sk));
    for (const name of [
      "total",
      `s.${String(card.st)}`,
      `t.${String(card.ty)}`,
      `p.${String(card.pr)}`,
      `c.${String(card.gsi1pk)}`,
    ])
      sum(expected, name, 1);
    if (ids(card.as).length === 0) sum(expected, "none", 1);
    if (card.pr === 4 && open) sum(expected, "critical", 1);
    if (due && open) sum(perDay, due, 1);
    for (const user of ids(card.as)) sum(perPerson, user, 1);
  }
  const home = `k#${key.toLowerCase()}`;
  return [
    ...differences("the count", expected, stored(book, home)),
    ...differences("the assignments of", perPerson, stored(book, `${home}#a`)),
    ...differences("the tickets due on", perDay, stored(book, `${home}#d`)),
  ];
}

function stored(book: Book, pk: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const item of book.of("count").filter((c) => c.pk === pk))
    for (const [name, n] of Object.entries(item)) if (typeof n === "number") sum(found, name, n);
  return found;
}

function ofUser(book: Book, user: Item): string[] {
  const name = String(user.username);
  const seats = book.of("member").filter((m) => m.user === user.id && m.role !== "former").length;
  const guards = book.of("taken").filter((t) => t.user === user.id);
  return [
    ...(user.projects === seats ? [] : [`${name} counts ${String(user.projects)} projects and belongs to ${seats}`]),
    ...(guards.length === 2 && guards.every((g) => g.login === user.login)
      ? []
      : [`${name} has ${guards.length} guards`]),
  ];
}

const guardsWithout = (book: Book): string[] => {
  const users = new Set(book.of("user").map((u) => u.id));
  const lost = [...book.of("taken"), ...book.of("member")].filter((i) => !users.has(i.user));
  return lost.map((i) => `${String(i.pk)} ${String(i.sk)} belongs to nobody`);
};

/** A job that nobody attends to ends; one that is attended to ends with its request. */
const jobsLeft = (book: Book): string[] =>
  book.of("job").map((job) => `the job ${String(job.sk)} is left at step ${String(job.step)}`);
