import { generateNKeysBetween } from "fractional-indexing";
import type { Actor } from "../kit/actor.ts";
import { afterwards, transact } from "../table/transact.ts";
import { digits, longestRank } from "./rank.ts";
import { putCard } from "./store.ts";
import { CardEntity, type CardItem } from "./ticket.entity.ts";

/** So many cards on either side of one get new ranks; with the bounds they fit one transaction. */
const around = 40;

/**
 * Gives the cards around one whose rank has grown long evenly spaced ranks, in their order. Housekeeping: it
 * raises no version and records no event, and if it doesn't succeed it is left for the next time. Returns the card's
 * rank, new or old.
 */
export async function respread(actor: Actor, card: CardItem): Promise<string> {
  if (card.rank.length <= longestRank) return card.rank;
  return (await afterwards(() => spread(actor, card))) ?? card.rank;
}

async function spread(actor: Actor, card: CardItem): Promise<string | undefined> {
  const [below, above] = await Promise.all([near(card, "desc"), near(card, "asc")]);
  const low = below[around]?.rank ?? null;
  const high = above[around]?.rank ?? null;
  const cards = [...below.slice(0, around).reverse(), card, ...above.slice(0, around)];
  const ranks = generateNKeysBetween(low, high, cards.length, digits);
  const writes = cards.map((c, i) => putCard({ ...c, rank: ranks[i] ?? c.rank, rev: c.rev + 1 }, c));
  await transact(actor, writes);
  return ranks[below.slice(0, around).length];
}

async function near(card: CardItem, order: "asc" | "desc"): Promise<CardItem[]> {
  const { column, rank } = card;
  const query = CardEntity.query.board({ column });
  const { data } = await (order === "asc" ? query.gt({ rank }) : query.lt({ rank })).go({ limit: around + 1, order });
  return data;
}
