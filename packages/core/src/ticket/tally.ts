import type { AppError } from "../kit/error.ts";
import type { TicketKey } from "../kit/id.ts";
import { tableName } from "../table/client.ts";
import { update, type Write } from "../table/transact.ts";
import { cardKey } from "./card.ts";
import type { CardItem } from "./ticket.entity.ts";

/** What a card counts of things that have items of their own, by the attribute's name in the table. */
const fields = { comments: "cm", attachments: "at", subtasks: "su", links: "li" } as const;

interface Terms {
  /** What it means that the ticket is gone; to read anew unless said otherwise. */
  readonly gone?: () => AppError;
  /** No more than this, and what it means that there are as many already. */
  readonly most?: { readonly of: number; readonly full: () => AppError };
  /** The card must be as it was read: who may do this was judged by it. */
  readonly as?: CardItem;
}

/**
 * Adds one to one of a card's counts, or takes one off, provided that the ticket is there. Its own version and time of
 * change stay, its `rev` tells whoever is writing the card.
 */
export function tally(ticket: TicketKey, what: keyof typeof fields, by: 1 | -1, terms: Terms = {}): Write {
  const { gone, most, as } = terms;
  const conditions = [
    "attribute_exists(pk)",
    ...(most ? ["(attribute_not_exists(#n) OR #n < :most)"] : []),
    ...(as ? ["rv = :rev"] : []),
  ];
  return update(
    {
      TableName: tableName,
      Key: cardKey(ticket.project, ticket.number),
      UpdateExpression: "ADD #n :by, rv :one",
      ConditionExpression: conditions.join(" AND "),
      ExpressionAttributeNames: { "#n": fields[what] },
      ExpressionAttributeValues: {
        ":by": by,
        ":one": 1,
        ...(most && { ":most": most.of }),
        ...(as && { ":rev": as.rev }),
      },
    },
    (found) => {
      if (!found) return gone?.() ?? "again";
      return most && Number(found[fields[what]]) >= most.of ? most.full() : "again";
    },
  );
}
