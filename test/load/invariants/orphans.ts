import type { Item } from "../table.ts";
import { idOf, unless, type Book, type Checks } from "./book.ts";

/** Everything belongs to something that is there, and of what is gone nothing is left. */
export function* orphans(book: Book): Checks {
  for (const gate of book.of("gate")) {
    const key = String(gate.project);
    if (gate.state !== "active") yield* ofGone(book, key, String(gate.state));
    else yield* ofProject(book, key);
  }
  const users = new Set(book.of("user").map((u) => u.id));
  for (const i of [...book.of("taken"), ...book.of("member")])
    yield unless(users.has(i.user), `${String(i.pk)} ${String(i.sk)} belongs to nobody`);
  // A job that nobody attends to ends; one that is attended to ends with its request.
  for (const job of book.of("job")) yield `the job ${String(job.sk)} is left at step ${String(job.step)}`;
}

function* ofProject(book: Book, key: string): Checks {
  yield unless(book.in("settings", key).length === 1, `${key} has no settings`);
  yield unless(
    book.in("member", key).some((m) => m.role === "lead"),
    `${key} has no lead`,
  );
  const cards = new Map(book.in("card", key).map((c) => [idOf(c), c]));
  const columns = new Set(book.in("column", key).map((c) => String(c.id)));
  for (const card of cards.values()) {
    yield unless(columns.has(String(card.gsi1pk)), `${idOf(card)} is in a column that doesn't exist`);
    yield unless(card.pa === "-" || cards.has(String(card.pa)), `${idOf(card)} has a parent that doesn't exist`);
  }
  const homes = new Set([...cards.values()].map((c) => String(c.pk)));
  for (const i of book.all)
    if (String(i.pk).startsWith(`t#${key.toLowerCase()}#`) && i._e !== "event")
      yield unless(homes.has(String(i.pk)), `${String(i.pk)} ${String(i.sk)} is left of a ticket that is gone`);
  const links = Map.groupBy(book.in("link", key), (l) => String(l.pk));
  for (const link of [...links.values()].flat()) yield ofLink(link, links, cards);
}

/** What may be left of a deleted project: its gate, and the event that tells who did it. */
function* ofGone(book: Book, key: string, state: string): Checks {
  const left = book.all.filter(
    (i) => /^[ptk]#/.test(String(i.pk)) && String(i.pk).split("#")[1] === key.toLowerCase() && i._e !== "gate",
  );
  const told = left.filter((i) => i._e === "event" && i.kind === "project.deleted");
  yield unless(state === "gone", `${key} is ${state}, not gone`);
  yield unless(told.length === 1, `the deletion of ${key} is told ${told.length} times`);
  for (const i of left)
    yield unless(told.includes(i), `${String(i.pk)} ${String(i.sk)} is left of ${key}, which is gone`);
}

const inverse = (type: string): string =>
  type === "relates_to"
    ? type
    : type.startsWith("is_")
      ? ({ is_blocked_by: "blocks", is_duplicated_by: "duplicates", is_caused_by: "causes" }[type] ?? "")
      : `is_${{ blocks: "blocked", duplicates: "duplicated", causes: "caused" }[type] ?? ""}_by`;

/** A link has both its sides and both its tickets. */
function ofLink(
  link: Item,
  all: ReadonlyMap<string, readonly Item[]>,
  cards: ReadonlyMap<string, Item>,
): string | undefined {
  const [from, to] = [link.number, link.other].map((n) => cards.get(`${String(link.project)}-${String(n)}`));
  if (!from || !to) return `${String(link.pk)} ${String(link.sk)} links to a ticket that is gone`;
  const there = (all.get(String(to.pk)) ?? []).some(
    (l) => l.other === link.number && l.type === inverse(String(link.type)),
  );
  return unless(there, `${idOf(from)} ${String(link.type)} ${idOf(to)}, which doesn't know of it`);
}
