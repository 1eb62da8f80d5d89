import { conflict, invalid } from "../kit/error.ts";
import { displayId, ticketKey } from "../kit/id.ts";
import type { Frame } from "../project/frame.ts";
import { findCard } from "./card.ts";
import { rankAtEnd, rankBetween } from "./rank.ts";
import { CardEntity, type CardItem } from "./ticket.entity.ts";

/** Where a card is to stand: in which column, and beside which tickets of it. */
export interface Wish {
  readonly column: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** What a wish names, read beside the ticket that is to move: who may see it is known only then. */
export interface Ahead {
  readonly before: CardItem | undefined;
  readonly after: CardItem | undefined;
  /** The last cards of the column, if it is to stand at the end of one that was named. */
  readonly last: readonly Ranked[] | undefined;
}

type Named = { readonly [K in keyof Wish]?: Wish[K] | undefined };

export async function lookAhead({ column, before, after }: Named): Promise<Ahead> {
  const card = (id: string | undefined) => {
    const key = ticketKey(id ?? "");
    return key && findCard(key.project, key.number);
  };
  const end = column !== undefined && before === undefined && after === undefined;
  const read = await Promise.all([card(before), card(after), end ? next(column, undefined, "down") : undefined]);
  return { before: read[0], after: read[1], last: read[2] };
}

/**
 * The rank for a wish, or undefined if the card already stands there. Neighbours are read as they are now; who
 * stands beyond them comes from the board's index and may be a second old, which costs an order among
 * strangers at worst: ranks never tie. A column's end needs no reading, but to know whether the card is there already.
 * @throws AppError `invalid` for a neighbour that isn't a ticket of this project, `conflict` for one in
 * another column or for two that aren't adjacent.
 */
export async function rankFor(frame: Frame, wish: Wish, card?: CardItem, known?: Ahead): Promise<string | undefined> {
  const own = card?.column === wish.column ? card : undefined;
  if (!wish.before && !wish.after) {
    const last = own && (known?.last ?? (await next(wish.column, undefined, "down")));
    return last ? fitting(nearest(last, own), null, own) : rankAtEnd();
  }
  const ahead = known ?? (await lookAhead(wish));
  const before = neighbour(frame, wish, "before", ahead, card);
  const after = neighbour(frame, wish, "after", ahead, card);
  if (before && after) return betweenBoth(after, before, own);
  if (before) return fitting(nearest(await next(wish.column, before.rank, "down"), own), before.rank, own);
  return after && fitting(after.rank, nearest(await next(wish.column, after.rank, "up"), own), own);
}

function neighbour(
  frame: Frame,
  wish: Wish,
  side: "before" | "after",
  ahead: Ahead,
  card: CardItem | undefined,
): CardItem | undefined {
  const id = wish[side];
  if (!id) return undefined;
  if (card && id === displayId(card)) throw invalid(side, "itself", "A ticket can't stand beside itself.");
  const found = ahead[side]?.project === frame.key ? ahead[side] : undefined;
  if (!found) throw invalid(side, "unknown", "There is no such ticket in this project.");
  if (found.column !== wish.column)
    throw conflict("ticket.neighbour_moved", `${id} is in another column by now.`, side);
  return found;
}

type Ranked = Pick<CardItem, "project" | "number" | "rank">;
const same = (a: Ranked | undefined, b: Ranked | undefined): boolean => !!a && !!b && displayId(a) === displayId(b);

/** The two cards next to a rank, nearest first; without a rank, from the column's end. */
async function next(column: string, rank: string | undefined, way: "up" | "down"): Promise<Ranked[]> {
  const query = CardEntity.query.board({ column });
  const ranged = rank === undefined ? query : way === "up" ? query.gt({ rank }) : query.lt({ rank });
  const { data } = await ranged.go({ limit: 2, order: way === "up" ? "asc" : "desc" });
  return data;
}

const nearest = (cards: readonly Ranked[], own: Ranked | undefined): string | null =>
  cards.find((c) => !same(c, own))?.rank ?? null;

/** Nothing if the card stands there already: by its own item, since the index may still have it elsewhere. */
function fitting(low: string | null, high: string | null, own: Ranked | undefined): string | undefined {
  const there = own && (low === null || own.rank > low) && (high === null || own.rank < high);
  return there ? undefined : rankBetween(low, high);
}

async function betweenBoth(after: CardItem, before: CardItem, own: Ranked | undefined): Promise<string | undefined> {
  if (after.rank >= before.rank) throw notAdjacent(after, before);
  const { data } = await CardEntity.query
    .board({ column: after.column })
    .between({ rank: after.rank }, { rank: before.rank })
    .go({ limit: 4 });
  const others = data.filter((c) => !same(c, after) && !same(c, before) && !same(c, own));
  // The index may show one between them that has just left.
  const now = await Promise.all(others.map((c) => findCard(c.project, c.number)));
  const stands = (c: CardItem): boolean => c.column === after.column && c.rank > after.rank && c.rank < before.rank;
  if (now.some((c) => c && stands(c))) throw notAdjacent(after, before);
  return fitting(after.rank, before.rank, own);
}

const notAdjacent = (after: CardItem, before: CardItem) =>
  conflict("ticket.not_adjacent", `${displayId(after)} and ${displayId(before)} are not next to each other any more.`);
