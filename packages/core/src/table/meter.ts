/** What a request has cost so far: calls to the table, and capacity units as DynamoDB reports them. */
export interface Cost {
  calls: number;
  reads: number;
  writes: number;
  /** What was read must not show in the answer, not even by its size. */
  hidden: boolean;
}

/** A function serves one request at a time, so one meter is enough. */
let cost: Cost = { calls: 0, reads: 0, writes: 0, hidden: false };

export function startMeter(): void {
  cost = { calls: 0, reads: 0, writes: 0, hidden: false };
}

/** For an answer that says "nothing" of what the caller may not see. */
export function hideCost(): void {
  cost.hidden = true;
}

export const readMeter = (): Readonly<Cost> => cost;

interface Capacity {
  CapacityUnits?: number;
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
}

const writing = (output: object): boolean => !("Items" in output || "Item" in output || "Responses" in output);

/** Adds one answer of DynamoDB. Transactions say which units they are; single calls don't. */
export function count(output: object & { ConsumedCapacity?: Capacity | Capacity[] }): void {
  cost.calls += 1;
  for (const c of [output.ConsumedCapacity ?? []].flat()) {
    const units = c.CapacityUnits ?? 0;
    const isWrite = c.WriteCapacityUnits !== undefined || (c.ReadCapacityUnits === undefined && writing(output));
    if (isWrite) cost.writes += c.WriteCapacityUnits ?? units;
    else cost.reads += c.ReadCapacityUnits ?? units;
  }
}
