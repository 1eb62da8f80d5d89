import type { Item } from "../table.ts";
import { followers, idOf, ids, packedId, unless, type Book, type Checks } from "./book.ts";

/** A number is given out once, and a ticket lives where its number says. */
export function* numbers(book: Book): Checks {
  for (const { key, next } of book.projects()) {
    const made = book.in("event", key).filter((e) => e.kind === "ticket.created");
    for (const [id, told] of Map.groupBy(made, (e) => String(e.ticket)))
      yield unless(told.length === 1, `${id} was created ${told.length} times`);
    for (const card of book.in("card", key)) {
      const home = `t#${key.toLowerCase()}#${String(card.no).padStart(7, "0")}`;
      yield unless(card.pk === home && card.p === key, `${idOf(card)} lives at ${String(card.pk)}`);
      yield unless(Number(card.no) < next, `${idOf(card)} has a number that was not given out`);
    }
  }
}

/** No two cards of a column have one rank, and a project's order names its columns. */
export function* places(book: Book): Checks {
  for (const { key, settings } of book.projects()) {
    const cards = Map.groupBy(book.in("card", key), (c) => `${String(c.gsi1pk)} ${String(c.gsi1sk)}`);
    for (const same of cards.values())
      yield unless(same.length === 1, `${key}: ${same.map(idOf).join(" and ")} have one rank`);
    const columns = book.in("column", key).map((c) => String(c.id));
    const order = ids(settings.order);
    const right = order.toSorted().join() === columns.toSorted().join();
    yield unless(right, `${key}: order names ${order.join()}, the columns are ${columns.join()}`);
  }
}

/** What indexes say of a card, and who is involved in it, is what the card says. */
export function* facets(book: Book): Checks {
  for (const { key } of book.projects()) {
    const involved = Map.groupBy(book.in("involvement", key), (i) => String(i.pk));
    for (const card of book.in("card", key)) {
      yield* ofIndexes(card);
      yield* ofPeople(card, involved.get(String(card.pk)) ?? []);
    }
  }
}

function* ofIndexes(card: Item): Checks {
  const project = String(card.p).toLowerCase();
  const keys = {
    gsi4pk: `${project}#${String(card.st)}#${String(card.ty)}`,
    gsi5pk: `${project}#${String(card.pr)}`,
    gsi8pk: card.pa === "-" ? undefined : String(card.pa).toLowerCase(),
    gsi9pk: ids(card.as).length === 0 ? `n#${project}` : undefined,
  };
  for (const [name, value] of Object.entries(keys))
    yield unless(card[name] === value, `${idOf(card)} has ${String(card[name])} as ${name}, not ${value}`);
}

function* ofPeople(card: Item, people: readonly Item[]): Checks {
  const [assigned, following] = [ids(card.as), followers(card.fo)];
  const id = idOf(card);
  for (const user of assigned)
    yield unless(
      people.some((i) => i.user === user && i.assigned === true),
      `${id} lacks the involvement of ${user}`,
    );
  for (const one of following)
    yield unless(
      people.some((i) => packedId(i.user) === one && i.following === true),
      `${id} lacks its follower ${one}`,
    );
  for (const i of people) {
    const said =
      i.assigned === assigned.includes(String(i.user)) && i.following === following.includes(packedId(i.user));
    yield unless(said, `${id} and the involvement of ${String(i.user)} differ`);
    const found = (i.gsi9pk !== undefined) === i.assigned && (i.gsi10pk !== undefined) === i.following;
    yield unless(found, `${id} has an involvement that its indexes don't know`);
  }
}
