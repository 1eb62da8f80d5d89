import type { TicketKey } from "../kit/id.ts";
import { queryRows } from "../table/rows.ts";
import { tableName } from "../table/client.ts";
import { writeAll } from "../table/batch.ts";

/**
 * The search index of a project: an item without attributes for each word of a ticket, `w#demo` / `export#0000012`. A
 * word has no `#`, so that its beginning finds it, and a word's newest tickets stand at its end.
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

const of = (project: string) => ({
  TableName: tableName,
  KeyConditionExpression: "#pk = :pk",
  ExpressionAttributeNames: { "#pk": "pk" },
  ExpressionAttributeValues: { ":pk": partition(project) },
});

/** Behind every word that begins so: no code point is greater. */
const last = "\u{10ffff}";

/**
 * At most `limit` postings of words that begin so, the newest tickets of the last word first. Between two ends, which costs
 * what `begins_with` does: DynamoDB Local would walk to that from the partition's end, 50 ms for 100,000 rows.
 */
export async function postingsOf(project: string, beginning: string, limit: number): Promise<Posting[]> {
  const all = of(project);
  const params = {
    ...all,
    KeyConditionExpression: `${all.KeyConditionExpression} AND #sk BETWEEN :first AND :last`,
    ExpressionAttributeNames: { ...all.ExpressionAttributeNames, "#sk": "sk" },
    ExpressionAttributeValues: { ...all.ExpressionAttributeValues, ":first": beginning, ":last": beginning + last },
  };
  return (await queryRows(params, { forward: false, limit })).map(postingOf);
}

/** All of a project's, for maintenance. */
export const allPostings = async (project: string): Promise<Posting[]> => (await queryRows(of(project))).map(postingOf);

/** A ticket's words that come into the index, and those that leave it. */
export interface Upkeep {
  readonly add: ReadonlySet<string>;
  readonly drop: ReadonlySet<string>;
}

/** Writes postings, a unit each; one that is there already, or gone already, does no harm. */
export function keep(ticket: TicketKey, { add, drop }: Upkeep): Promise<void> {
  const key = (word: string) => keyOf({ ...ticket, word });
  return writeAll({ put: [...add].map(key), remove: [...drop].map(key) });
}
