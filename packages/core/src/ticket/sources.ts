import { highest, lowest, queryRows, ticketOfKey, type Row } from "../table/rows.ts";
import { padded } from "./card.ts";
import { CardEntity, type CardItem } from "./ticket.entity.ts";

/** A place in the order of a list: its sort value, then project and number, which break ties. */
export interface Place {
  readonly value: string;
  readonly project: string;
  readonly number: number;
  readonly created: string;
  /** The card itself, where the index has it whole. */
  readonly card?: CardItem | undefined;
}

/** One partition of an index, in the list's order or its reverse. */
export interface Source {
  readonly params: Record<string, unknown>;
  /** Whose rows these are, where several projects are merged. */
  readonly project?: string;
  /** The index's sort key and what parts its value from the number. */
  readonly field: string;
  readonly mark: string;
  /** Where all rows have one sort value (a priority's own partition, those without a date), it is this. */
  readonly fixed?: string;
  /** Bounds that a filter sets on the sort key. */
  readonly low?: string;
  readonly high?: string;
}

const bytes = (a: string, b: string): number => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b)));

/** Ascending. DynamoDB orders strings by their UTF-8 bytes. */
export const compare = (a: Place, b: Place): number =>
  bytes(a.value, b.value) || bytes(a.project, b.project) || a.number - b.number;

export function placeOf(source: Source, row: Row): Place {
  const key = row[source.field] ?? "";
  const value = source.fixed ?? (source.mark === "" ? key : (key.split(source.mark)[0] ?? key));
  const place = { ...ticketOfKey(row.pk ?? ""), value, created: row.gsi2sk ?? "" };
  return source.field === "gsi1sk" ? { ...place, card: CardEntity.parse({ Item: row }).data ?? undefined } : place;
}

/** The first `limit` places of a source behind a place, in this direction. */
export async function placesOf(
  source: Source,
  behind: Place | undefined,
  forward: boolean,
  limit: number,
): Promise<Place[]> {
  const bound = behind ? boundAt(source, behind, forward) : undefined;
  const low = max(source.low ?? lowest, forward ? (bound ?? lowest) : lowest);
  const high = min(source.high ?? highest, forward ? highest : (bound ?? highest));
  if (bytes(low, high) > 0) return [];
  const read = behind ? limit + 1 : limit; // the bound is inclusive: the place itself may be the first row
  const rows = await queryRows(source.params, { limit: read, forward, between: { field: source.field, low, high } });
  const places = rows.map((row) => placeOf(source, row));
  const sign = forward ? 1 : -1;
  return behind ? places.filter((p) => compare(p, behind) * sign > 0) : places;
}

/** The sort key of the place itself, or the one from which on this source's rows stand behind it. */
function boundAt(source: Source, behind: Place, forward: boolean): string {
  if (source.fixed === undefined) return keyAt(source, behind, forward);
  const order = bytes(source.fixed, behind.value) * (forward ? 1 : -1);
  if (order < 0) return forward ? highest : lowest;
  return order > 0 ? (forward ? lowest : highest) : sameValueBound(source, behind, forward);
}

/** Ties stand by project and number, so a day on which a thousand tickets are due can be entered anywhere. */
function keyAt(source: Source, behind: Place, forward: boolean): string {
  if (source.mark === "") return behind.value;
  const value = `${behind.value}${source.mark}`;
  if (source.field === "gsi14sk") return `${value}${behind.project}#${padded(behind.number)}`;
  const order = bytes(source.project ?? behind.project, behind.project) * (forward ? 1 : -1);
  if (order === 0) return `${value}${padded(behind.number)}`;
  return order > 0 === forward ? value : `${value}~`;
}

const sameValueBound = (source: Source, behind: Place, forward: boolean): string => {
  const project = projectOfSource(source);
  if (project === behind.project) return source.field === "gsi2sk" ? behind.created : `~#${padded(behind.number)}`;
  return bytes(project, behind.project) * (forward ? 1 : -1) > 0
    ? forward
      ? lowest
      : highest
    : forward
      ? highest
      : lowest;
};

const projectOfSource = ({ params }: Source): string => {
  const values = params.ExpressionAttributeValues as Record<string, unknown>; // every query has its partition there
  return String(values[":pk"]).split("#")[0]?.toUpperCase() ?? "";
};

const max = (a: string, b: string): string => (bytes(a, b) > 0 ? a : b);
const min = (a: string, b: string): string => (bytes(a, b) < 0 ? a : b);
