import { randomUUID } from "node:crypto";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { AppError } from "../kit/error.ts";
import type { Visit } from "../kit/actor.ts";
import { client } from "./client.ts";
import { foundIn } from "./rows.ts";

/** DynamoDB takes so many writes in one transaction. */
export const mostWrites = 100;

type TransactItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];
export type StoredItem = Record<string, unknown>;

/**
 * One write of a transaction. `refused` says what a failed condition means, judging by the item that was
 * found instead: an error for the caller, or "again" when the operation should read anew and retry.
 */
export interface Write {
  readonly item: TransactItem;
  readonly refused?: (found: StoredItem | undefined) => AppError | "again";
  /** Tidies up what nobody can reach any more: where a transaction has no room for it, it may follow (`commit`). */
  readonly canWait?: true;
}

/** Thrown when what an operation had read is no longer so; `attempt` runs the operation once more. */
export class Again extends Error {
  override readonly name = "Again";
}

/** ElectroDB's `.params()` are the document client's input; the verb is ours. */
type Params = Record<string, unknown>;
const item = (verb: "Put" | "Update" | "Delete" | "ConditionCheck", params: Params): TransactItem => ({
  [verb]: { ...params, ReturnValuesOnConditionCheckFailure: "ALL_OLD" },
});

export const put = (params: Params, refused?: Write["refused"]): Write => ({
  item: item("Put", params),
  ...(refused && { refused }),
});
export const update = (params: Params, refused?: Write["refused"]): Write => ({
  item: item("Update", params),
  ...(refused && { refused }),
});
export const remove = (params: Params, refused?: Write["refused"]): Write => ({
  item: item("Delete", params),
  ...(refused && { refused }),
});

/** A condition on an item that isn't written; `params` are those of its get. */
export const check = (params: Params, refused: NonNullable<Write["refused"]>, must: Must): Write => ({
  item: item("ConditionCheck", {
    TableName: params.TableName,
    Key: params.Key,
    ConditionExpression: must.expression,
    ExpressionAttributeNames: must.names,
    ...(must.values && { ExpressionAttributeValues: must.values }),
  }),
  refused,
});

export interface Must {
  readonly expression: string;
  readonly names: Record<string, string>;
  readonly values?: Record<string, unknown>;
}

interface Canceled extends Error {
  CancellationReasons?: { Code?: string }[];
}

const isCanceled = (e: unknown): e is Canceled => e instanceof Error && e.name === "TransactionCanceledException";
const transient = /^(TransactionConflict|ThrottlingError|ProvisionedThroughputExceeded|InternalServerError)$/;

/** Waits `attempt`-fold longer each time, with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"). */
export const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(500, 15 * 2 ** attempt)));

/**
 * Writes all or nothing. Conflicts with other transactions are retried with jitter until the visit's deadline,
 * all under one token: if an answer got lost after the commit, a retry is told so instead of writing again.
 * @throws AppError what the first refused write says; `unavailable` when conflicts don't end.
 * @throws Again when a refused write asks for a new attempt.
 */
export async function transact(visit: Pick<Visit, "deadline">, writes: readonly Write[]): Promise<void> {
  const input = { TransactItems: writes.map((w) => w.item), ClientRequestToken: randomUUID() };
  for (let attempt = 0; ; attempt++) {
    try {
      await client.send(new TransactWriteCommand(input));
      return;
    } catch (error) {
      if (!isCanceled(error)) throw error;
      refuse(writes, error);
      if (Date.now() > visit.deadline - 2000) throw busy();
      await pause(attempt);
    }
  }
}

const busy = (): AppError =>
  new AppError("unavailable", "busy", "Others are changing the same things. Please try again.", { retryAfter: 1 });

/** Returns only if every reason is one that passes by itself. */
function refuse(writes: readonly Write[], error: Canceled): void {
  const reasons = error.CancellationReasons ?? [];
  for (const [i, reason] of reasons.entries()) {
    if (reason.Code !== "ConditionalCheckFailed") continue;
    const verdict = writes[i]?.refused?.(foundIn(reason));
    if (verdict === undefined) throw error;
    throw verdict === "again" ? new Again() : verdict;
  }
  if (!reasons.some((r) => transient.test(r.Code ?? ""))) throw error;
}

/**
 * Housekeeping after a commit. Whatever happens to it, what is done is done and may not look refused; it is work that
 * a later request does again, so its failure is no loss.
 */
export async function afterwards<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

/**
 * Runs an operation that reads, decides and writes under conditions, and runs it again when what it read
 * had changed meanwhile.
 * @throws AppError `unavailable` when it still loses shortly before the deadline.
 */
export async function attempt<T>(visit: Pick<Visit, "deadline">, run: () => Promise<T>): Promise<T> {
  for (let n = 0; ; n++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Again)) throw error;
      if (Date.now() > visit.deadline - 3000) throw busy();
      await pause(n);
    }
  }
}
