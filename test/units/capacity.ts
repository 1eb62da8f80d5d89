import { table } from "@tessera/core/table/table";

/**
 * Write units by DynamoDB's documented rules (Developer Guide, "DynamoDB item sizes and formats" and
 * "Read and write operations"): the emulator counts transactions wrongly, so the difference between two
 * dumps of the table is priced here instead.
 */
type Value = Record<string, unknown>;
export type Item = Record<string, Value>;

const bytes = (s: string): number => Buffer.byteLength(s);

function valueSize(value: Value): number {
  const [[kind, v] = []] = Object.entries(value);
  if (kind === "S") return bytes(String(v));
  if (kind === "N") return Math.ceil(String(v).replace(/[.-]/g, "").length / 2) + 1;
  if (kind === "B") return Buffer.from(String(v), "base64").length;
  if (kind === "L") return 3 + (v as Value[]).reduce((sum, x) => sum + valueSize(x) + 1, 0);
  if (kind === "M")
    return 3 + Object.entries(v as Item).reduce((sum, [name, x]) => sum + bytes(name) + valueSize(x) + 1, 0);
  return 1;
}

/** Bytes of an item as DynamoDB counts them: names and values. */
export const itemSize = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + bytes(name) + valueSize(value), 0);

const units = (size: number): number => Math.ceil(size / 1024);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export const keyOf = (item: Item): string => `${item.pk?.S}|${item.sk?.S}`;

/** What one index has of an item, or undefined if it isn't in it. */
function rowOf(item: Item | undefined, index: (typeof table.indexes)[number]): Item | undefined {
  if (!item?.[index.pk] || !item[index.sk]) return undefined;
  if (index.projection === "ALL") return item;
  return Object.fromEntries(["pk", "sk", index.pk, index.sk].map((name) => [name, item[name] as Value])); // checked or the table's own
}

/** An unchanged row costs nothing, a changed one 1, one whose key changed is deleted and put. */
function indexUnits(before: Item | undefined, after: Item | undefined): number {
  return table.indexes.reduce((sum, index) => {
    const [old, now] = [rowOf(before, index), rowOf(after, index)];
    if (!old && !now) return sum;
    if (!old || !now) return sum + units(itemSize(old ?? now ?? {}));
    const moved = !same([old[index.pk], old[index.sk]], [now[index.pk], now[index.sk]]);
    if (moved) return sum + units(itemSize(old)) + units(itemSize(now));
    return same(Object.entries(old).sort(), Object.entries(now).sort())
      ? sum
      : sum + units(Math.max(itemSize(old), itemSize(now)));
  }, 0);
}

/**
 * What it cost to get from one dump to the other: items in a transaction twice, those that `plain` names once,
 * and `checks` items of at most 1 KB that were only checked.
 */
export function writeUnits(
  before: readonly Item[],
  after: readonly Item[],
  how: { checks: number; plain: (key: string) => boolean },
): number {
  const [old, now] = [new Map(before.map((i) => [keyOf(i), i])), new Map(after.map((i) => [keyOf(i), i]))];
  let sum = how.checks * 2;
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [a, b] = [old.get(key), now.get(key)];
    if (same(a && Object.entries(a).sort(), b && Object.entries(b).sort())) continue;
    const size = Math.max(a ? itemSize(a) : 0, b ? itemSize(b) : 0);
    sum += units(size) * (how.plain(key) ? 1 : 2) + indexUnits(a, b);
  }
  return sum;
}
