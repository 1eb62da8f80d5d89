import type { TicketKey } from "../kit/id.ts";
import { queryRows } from "../table/rows.ts";
import { tableName } from "../table/client.ts";
import { writeAll } from "../table/batch.ts";

/**
 * The search index of a project: an item without attributes for each word of a ticket, `w#demo` / `export#0000012`. A
 * word has no `#`, so that its beginning finds it by `begins_with`, and a word's newest tickets stand at its end.
 */
const partition = (project: string): string => `w#${project.toLowerCase()}`;

export interface Posting extends TicketKey {
  readonly word: string;
}

const keyOf = ({ project, number, word }: Posting) => ({
  pk: partition(project),
  sk: `${word}#${String(number).padStart(7, "0")}`,
});

/** What a row says; `project` is in capitals, as everywhere. */
function postingOf({ pk = "", sk = "" }: Readonly<Record<string, string>>): Posting {
  const at = sk.lastIndexOf("#");
  return { project: pk.slice(2).toUpperCase(), number: Number(sk.slice(at + 1)), word: sk.slice(0, at) };
}

/** At most `limit` postings (Infinity: all) of words that begin so, the newest tickets of the last word first. */
export async function postingsOf(project: string, beginning: string, limit: number): Promise<Posting[]> {
  const rows = await queryRows(
    {
      TableName: tableName,
      KeyConditionExpression: "#pk = :pk AND begins_with(#sk, :beginning)", // "" begins every word
      ExpressionAttributeNames: { "#pk": "pk", "#sk": "sk" },
      ExpressionAttributeValues: { ":pk": partition(project), ":beginning": beginning },
    },
    { forward: false, ...(Number.isFinite(limit) && { limit }) },
  );
  return rows.map(postingOf);
}

/** A ticket's words that come into the index, and those that leave it. */
export interface Upkeep {
  readonly add: Iterable<string>;
  readonly drop: Iterable<string>;
}

/** Writes postings, a unit each; one that is there already, or gone already, does no harm. */
export function keep(ticket: TicketKey, { add, drop }: Upkeep): Promise<void> {
  const key = (word: string) => keyOf({ ...ticket, word });
  return writeAll({ put: [...add].map(key), remove: [...drop].map(key) });
}
