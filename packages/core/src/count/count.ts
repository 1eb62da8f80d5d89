import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { client, tableName } from "../table/client.ts";
import { update, type Write } from "../table/transact.ts";

/**
 * Exact counts, kept in the transaction that changes them (docs/adr/0001). A project's counts are spread over
 * four items, so that two writers seldom meet; a reader sums them. Their attributes are named by data
 * (`c.<column>`), which ElectroDB's schemas can't say: these items are the one place with raw expressions.
 */
const shards = 4;

/** What of a card is counted. */
export interface Counted {
  readonly project: string;
  readonly column: string;
  readonly status: string;
  readonly type: string;
  readonly priority_id: number;
  readonly assignee_ids: readonly string[];
  readonly tags: readonly { readonly id: string }[];
  readonly due_date?: string | undefined;
}

const open = (c: Counted): boolean => c.status !== "done";

function tally(c: Counted): string[] {
  return [
    "total",
    `s.${c.status}`,
    `t.${c.type}`,
    `p.${c.priority_id}`,
    `c.${c.column}`,
    ...(c.assignee_ids.length === 0 ? ["none"] : []),
    ...(c.priority_id === 4 && open(c) ? ["critical"] : []),
  ];
}

/** Counters with their change, those that stay left out. */
function changes(before: readonly string[], after: readonly string[]): Map<string, number> {
  const delta = new Map<string, number>();
  for (const n of before) delta.set(n, (delta.get(n) ?? 0) - 1);
  for (const n of after) delta.set(n, (delta.get(n) ?? 0) + 1);
  return new Map([...delta].filter(([, d]) => d !== 0));
}

const tagIds = (c: Counted | undefined): string[] => c?.tags.map(({ id }) => id) ?? [];
const dueMonths = (c: Counted | undefined): string[] => (c?.due_date && open(c) ? [c.due_date] : []);

/**
 * The writes that keep every count right when a card comes (`before` undefined), changes or goes. Counting a
 * card into a column that has been closed is refused.
 */
export function countWrites(before: Counted | undefined, after: Counted | undefined): Write[] {
  const project = (after ?? before)?.project.toLowerCase();
  if (!project) return [];
  const writes: Write[] = [];
  const shard = changes(before ? tally(before) : [], after ? tally(after) : []);
  if (shard.size > 0)
    writes.push(add(`k#${project}`, String(Math.floor(Math.random() * shards)), shard, stillOpen(before, after)));
  const people = changes(before?.assignee_ids ?? [], after?.assignee_ids ?? []);
  const days = changes(dueMonths(before), dueMonths(after));
  return [
    ...writes,
    ...grouped(`k#${project}#a`, people, bucket),
    ...grouped(`k#${project}#g`, changes(tagIds(before), tagIds(after)), bucket, allThere),
    ...grouped(`k#${project}#d`, days, (day) => day.slice(0, 7)),
  ];
}

/**
 * People and tags share sixteen items each, by their ids' last character: exchanging twenty assignees and twenty
 * tags at once must stay within the hundred writes of a transaction.
 */
export const bucket = (id: string): string => ((id.codePointAt(id.length - 1) ?? 0) % 16).toString(16);

const grouped = (
  pk: string,
  delta: ReadonlyMap<string, number>,
  itemOf: (counter: string) => string,
  condition?: (some: Map<string, number>) => Condition,
): Write[] =>
  [...Map.groupBy(delta, ([counter]) => itemOf(counter))].map(([sk, entries]) => {
    const some = new Map(entries);
    return add(pk, sk, some, condition?.(some));
  });

/** `#n0`, `#n1`… are the counters in their order. */
interface Condition {
  readonly expression: string;
  readonly names?: Record<string, string>;
}

const stillOpen = (before: Counted | undefined, after: Counted | undefined): Condition | undefined =>
  after && before?.column !== after.column
    ? { expression: "attribute_not_exists(#closed)", names: { "#closed": `x.${after.column}` } }
    : undefined;

/** A tag has its counter from its first day to its last: nobody adds one that has just been deleted. */
const allThere = (some: Map<string, number>): Condition => ({
  expression: [...some].map((_, i) => `attribute_exists(#n${i})`).join(" AND "),
});

function add(pk: string, sk: string, delta: ReadonlyMap<string, number>, condition?: Condition): Write {
  const names = Object.fromEntries([...delta.keys()].map((n, i) => [`#n${i}`, n]));
  const values = Object.fromEntries([...delta.values()].map((d, i) => [`:d${i}`, d]));
  const expression = [...delta.keys()].map((_, i) => `#n${i} :d${i}`).join(", ");
  return update(
    {
      TableName: tableName,
      Key: { pk, sk },
      UpdateExpression: `ADD ${expression}`,
      ExpressionAttributeNames: { ...names, ...condition?.names },
      ExpressionAttributeValues: values,
      ...(condition && { ConditionExpression: condition.expression }),
    },
    () => "again", // the column or tag has just gone: to read anew tells whether it was named
  );
}

export interface Counts {
  /** Sum of one counter over the shards; a counter never written is 0. */
  of(counter: string): number;
  /** What each shard holds for one counter, by shard. */
  perShard(counter: string): Map<string, number>;
}

/** A project's counts, one query. */
export const readCounts = (project: string, consistent = false): Promise<Counts> =>
  countsIn(`k#${project.toLowerCase()}`, consistent);

/** The counts in one partition, side by side. */
export async function countsIn(pk: string, consistent: boolean): Promise<Counts> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      ConsistentRead: consistent,
    }),
  );
  const value = (item: Record<string, unknown>, n: string): number => (typeof item[n] === "number" ? item[n] : 0);
  return {
    of: (n) => Items.reduce((sum, item) => sum + value(item, n), 0),
    perShard: (n) => new Map(Items.map((item) => [String(item.sk), value(item, n)])),
  };
}

/** How many tickets of a project a person is assigned to. */
export const readAssigned = (project: string, user: string): Promise<number> => readOne(project, "a", user);

/** How many tickets of a project have a tag. */
export const readTagged = (project: string, tag: string, consistent = false): Promise<number> =>
  readOne(project, "g", tag, consistent);

async function readOne(project: string, of: "a" | "g", id: string, consistent = false): Promise<number> {
  const { Item } = await client.send(
    new GetCommand({
      TableName: tableName,
      Key: { pk: `k#${project.toLowerCase()}#${of}`, sk: bucket(id) },
      ConsistentRead: consistent,
    }),
  );
  const n: unknown = Item?.[id];
  return typeof n === "number" ? n : 0;
}

/**
 * Closes a column to cards on every shard, provided that each still counts what was read: a card that
 * comes meanwhile makes this fail, a card that comes later fails itself. Of an empty column the counters go,
 * too: they add up to nothing.
 */
export function closeColumn(
  project: string,
  column: string,
  seen: ReadonlyMap<string, number>,
  { empty }: { empty: boolean },
): Write[] {
  return Array.from({ length: shards }, (_, i) => {
    const n = seen.get(String(i)) ?? 0;
    return update(
      {
        TableName: tableName,
        Key: { pk: `k#${project.toLowerCase()}`, sk: String(i) },
        UpdateExpression: empty ? "SET #x = :true REMOVE #c" : "SET #x = :true",
        ConditionExpression: n === 0 ? "attribute_not_exists(#c) OR #c = :n" : "#c = :n",
        ExpressionAttributeNames: { "#x": `x.${column}`, "#c": `c.${column}` },
        ExpressionAttributeValues: { ":true": true, ":n": n },
      },
      () => "again",
    );
  });
}
