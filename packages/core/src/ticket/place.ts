import { conflict, invalid } from "../kit/error.ts";
import { displayId, ticketKey } from "../kit/id.ts";
import type { Frame } from "../project/frame.ts";
import { findCard } from "./card.ts";
import { rankBetween } from "./rank.ts";
import { CardEntity, type CardItem } from "./ticket.entity.ts";

/** Where a card is to stand: in which column, and beside which tickets of it. */
export interface Wish {
  readonly column: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/**
 * The rank for a wish, or undefined if the card already stands there. Neighbours are read as they are now; who
 * stands beyond them comes from the board's index and may be a second old, which costs an order among
 * strangers at worst: ranks never tie.
 * @throws AppError `invalid` for a neighbour that isn't a ticket of this project, `conflict` for one in
 * another column or for two that aren't adjacent.
 */
export async function rankFor(frame: Frame, wish: Wish, card?: CardItem): Promise<string | undefined> {
  const [before, after] = await Promise.all([
    neighbour(frame, wish, "before", card),
    neighbour(frame, wish, "after", card),
  ]);
  const own = card?.column === wish.column ? card : undefined;
  if (before && after) return betweenBoth(after, before, own);
  if (before) return beside(await next(wish.column, before.rank, "down"), before.rank, own, "before");
  if (after) return beside(await next(wish.column, after.rank, "up"), after.rank, own, "after");
  const last = await next(wish.column, undefined, "down");
  if (own && last[0] && displayId(last[0]) === displayId(own)) return undefined;
  return rankBetween(last[0]?.rank ?? null, null);
}

async function neighbour(
  frame: Frame,
  wish: Wish,
  side: "before" | "after",
  card?: CardItem,
): Promise<CardItem | undefined> {
  const id = wish[side];
  if (!id) return undefined;
  const key = ticketKey(id);
  if (card && id === displayId(card)) throw invalid(side, "itself", "A ticket can't stand beside itself.");
  const found = key?.project === frame.key ? await findCard(key.project, key.number) : undefined;
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

function beside(
  beyond: readonly Ranked[],
  rank: string,
  own: Ranked | undefined,
  side: "before" | "after",
): string | undefined {
  if (same(own, beyond[0])) return undefined;
  const other = beyond[0]?.rank ?? null;
  return side === "before" ? rankBetween(other, rank) : rankBetween(rank, other);
}

async function betweenBoth(after: CardItem, before: CardItem, own: Ranked | undefined): Promise<string | undefined> {
  if (after.rank >= before.rank) throw notAdjacent(after, before);
  const { data } = await CardEntity.query
    .board({ column: after.column })
    .between({ rank: after.rank }, { rank: before.rank })
    .go({ limit: 4 });
  const between = data.filter((c) => !same(c, after) && !same(c, before));
  if (between.some((c) => !same(c, own))) throw notAdjacent(after, before);
  return between.length > 0 ? undefined : rankBetween(after.rank, before.rank);
}

const notAdjacent = (after: CardItem, before: CardItem) =>
  conflict("ticket.not_adjacent", `${displayId(after)} and ${displayId(before)} are not next to each other any more.`);
