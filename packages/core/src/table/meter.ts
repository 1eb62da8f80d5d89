/** What a request has cost so far: calls to the table, and capacity units as DynamoDB reports them. */
export interface Cost {
  calls: number;
  /** Sequential round trips: a call makes one more of them than there were when it began. */
  trips: number;
  reads: number;
  writes: number;
  /** What was read must not show in the answer, not even by its size. */
  hidden: boolean;
}

/** A function serves one request at a time, so one meter is enough. */
const nothing: Cost = { calls: 0, trips: 0, reads: 0, writes: 0, hidden: false };
let cost: Cost = { ...nothing };

export function startMeter(): void {
  cost = { ...nothing };
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

/** Notes that a call begins. What it returns is to be called with its answer. */
export function begin(): (output: Output) => void {
  const trip = cost.trips + 1;
  return (output) => {
    cost.trips = Math.max(cost.trips, trip);
    count(output);
  };
}

type Output = object & { ConsumedCapacity?: Capacity | Capacity[] };

/** Adds one answer of DynamoDB. Transactions say which units they are; single calls don't. */
function count(output: Output): void {
  cost.calls += 1;
  for (const c of [output.ConsumedCapacity ?? []].flat()) {
    const units = c.CapacityUnits ?? 0;
    const isWrite = c.WriteCapacityUnits !== undefined || (c.ReadCapacityUnits === undefined && writing(output));
    if (isWrite) cost.writes += c.WriteCapacityUnits ?? units;
    else cost.reads += c.ReadCapacityUnits ?? units;
  }
}
