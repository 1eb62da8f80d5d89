import { invalid, type AppError } from "../kit/error.ts";
import { displayId, ticketKey } from "../kit/id.ts";
import type { Frame } from "../project/frame.ts";
import { put, type Write } from "../table/transact.ts";
import { queryRows, ticketOfKey } from "../table/rows.ts";
import { findCard, readCards } from "./card.ts";
import { tally } from "./tally.ts";
import { CardEntity, HierarchyEntity, type CardItem } from "./ticket.entity.ts";

/** A chain has at most this many tickets, the top included; a ticket at most this many subtasks. */
const longestChain = 5;
const mostSubtasks = 500;

/** A ticket's subtasks, oldest first; the index may still name one that has just got another parent. */
export async function subtasksOf(card: CardItem): Promise<CardItem[]> {
  if (card.subtasks === 0) return [];
  const rows = await queryRows(CardEntity.query.byParent({ parent: displayId(card) }).params());
  const cards = await readCards(rows.map((r) => ticketOfKey(r.pk ?? "")));
  return cards.filter((c) => c.parent === displayId(card));
}

/**
 * The writes that give a card another parent, or none: both parents' counts and the version of the
 * project's hierarchy, so that two changes can't close a cycle together.
 * @throws AppError `invalid` for an unknown parent, a cycle, or a chain or family that gets too large.
 */
export async function parentWrites(
  frame: Frame,
  card: CardItem,
  parent: string | null,
  isNew = false,
): Promise<Write[]> {
  const from = card.parent === "-" || isNew ? null : card.parent;
  const { data: hierarchy } = await HierarchyEntity.get({ project: frame.key }).go({ consistent: true });
  if (parent !== null) await mustFit(frame, card, parent);
  return [
    ...(from ? [subtaskCount(from, -1)] : []),
    ...(parent ? [subtaskCount(parent, 1)] : []),
    nextHierarchy(frame.key, hierarchy?.rev),
  ];
}

function nextHierarchy(project: string, rev: number | undefined): Write {
  const params = HierarchyEntity.put({ project, rev: (rev ?? 0) + 1 })
    .where((a, o) => (rev === undefined ? o.notExists(a.rev) : o.eq(a.rev, rev)))
    .params();
  return put(params, () => "again");
}

/** Adds to the parent's count of subtasks, or takes from it. */
export function subtaskCount(parent: string, by: 1 | -1): Write {
  const key = ticketKey(parent);
  if (!key) throw new Error(`not a ticket's key: ${parent}`);
  return tally(key, "subtasks", by, by > 0 ? { most: { of: mostSubtasks, full: tooMany } } : {});
}

const tooMany = (): AppError => invalid("parent", "too_many", `A ticket has at most ${mostSubtasks} subtasks.`);

async function mustFit(frame: Frame, card: CardItem, parent: string): Promise<void> {
  const [above, below] = await Promise.all([ancestors(frame, card, parent), height(card)]);
  if (above + below > longestChain)
    throw invalid("parent", "too_deep", `A chain of tickets has at most ${longestChain}, the top included.`);
}

/** How many tickets stand above the card under this parent, the parent included. */
async function ancestors(frame: Frame, card: CardItem, parent: string): Promise<number> {
  let up: string = parent;
  for (let n = 1; n <= longestChain; n++) {
    const key = ticketKey(up);
    if (up === displayId(card)) throw invalid("parent", "cycle", "A ticket may not be its own ancestor.");
    const found = key?.project === frame.key ? await findCard(key.project, key.number) : undefined;
    if (!found && n === 1) throw invalid("parent", "unknown", "There is no such ticket in this project.");
    if (!found || found.parent === "-") return n;
    up = found.parent;
  }
  return longestChain + 1;
}

/** How many levels a ticket and its subtasks make; 1 without any. Stops counting beyond the limit. */
async function height(card: CardItem): Promise<number> {
  let level: CardItem[] = [card];
  let levels = 0;
  while (level.length > 0 && levels <= longestChain) {
    levels += 1;
    level = (await Promise.all(level.map(subtasksOf))).flat();
  }
  return levels;
}
