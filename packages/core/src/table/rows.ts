import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { TicketKey } from "../kit/id.ts";
import { client } from "./client.ts";

/** A row of a KEYS_ONLY index: the item's own key and the index's, nothing else. ElectroDB can't read these. */
export type Row = Readonly<Record<string, string>>;

export interface Span {
  /** Rows at most; without it all of them, page after page. */
  readonly limit?: number;
  readonly forward?: boolean;
  /** Bounds of the index's sort key, both inclusive. */
  readonly between?: { readonly field: string; readonly low: string; readonly high: string };
}

/** Below and above every sort key that we write; none has more than 200 code points before its number. */
export const lowest = "\u0000";
export const highest = "\u{10ffff}".repeat(201);

/** The rows of one partition of an index; `params` are those of the entity's query of it. */
export async function queryRows(params: Record<string, unknown>, span: Span = {}): Promise<Row[]> {
  const rows: Row[] = [];
  let input = bounded(params as unknown as QueryCommandInput, span); // as ElectroDB's params() promises
  for (;;) {
    const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand(input));
    rows.push(...(Items as Row[])); // a KEYS_ONLY row has key attributes only, and all keys are strings
    if (!LastEvaluatedKey || (span.limit !== undefined && rows.length >= span.limit)) return rows;
    input = { ...input, ExclusiveStartKey: LastEvaluatedKey };
  }
}

function bounded(params: QueryCommandInput, { limit, forward = true, between }: Span): QueryCommandInput {
  const base = { ...params, ScanIndexForward: forward, ...(limit !== undefined && { Limit: limit }) };
  if (!between) return base;
  return {
    ...base,
    KeyConditionExpression: `${params.KeyConditionExpression} AND #bound BETWEEN :low AND :high`,
    ExpressionAttributeNames: { ...params.ExpressionAttributeNames, "#bound": between.field },
    ExpressionAttributeValues: { ...params.ExpressionAttributeValues, ":low": between.low, ":high": between.high },
  };
}

/** Whose ticket a key `t#demo#0000012` is. */
export function ticketOfKey(pk: string): TicketKey {
  const [, project = "", number = ""] = pk.split("#");
  return { project: project.toUpperCase(), number: Number(number) };
}

/** The item that a failed condition was judged by; exceptions carry it in DynamoDB's own notation. */
export function foundIn(reason: unknown): Record<string, unknown> | undefined {
  if (!reason || typeof reason !== "object" || !("Item" in reason) || !reason.Item) return undefined;
  return unmarshall(reason.Item as Parameters<typeof unmarshall>[0]); // the SDK leaves it marshalled on errors
}
