import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { PutCommand, UpdateCommand, DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { AppError, conflict } from "../kit/error.ts";
import { newId } from "../kit/id.ts";
import { client, tableName } from "../table/client.ts";
import { foundIn } from "../table/rows.ts";
import { update, type StoredItem, type Write } from "../table/transact.ts";
import { KeyUse } from "./idempotency.entity.ts";

/** How long an answer is remembered, and how long a holder may take before it is taken for dead; seconds. */
const rememberedFor = 24 * 3600;
const holdFor = 20;

/** A request's hold on its key. `done` once the answer stands in the table. */
export interface Claim {
  readonly key: string;
  readonly holder: string;
  done: boolean;
}

export interface Remembered {
  readonly status: number;
  readonly answer: unknown;
}

const sha = (s: string): string => createHash("sha256").update(s).digest("base64url");
const now = (): number => Math.floor(Date.now() / 1000);

/**
 * Takes hold of a key, or tells what was answered when it was used before.
 * @throws AppError `conflict` for another body, or while the first request is still running.
 */
export async function claim(caller: string, path: string, key: string, body: string): Promise<Claim | Remembered> {
  const hold = { key: sha(`${caller}\n${path}\n${key}`), holder: newId() };
  const use = KeyUse.put({ ...hold, body: sha(body), until: now() + holdFor, ttl: now() + rememberedFor }).params();
  try {
    await client.send(
      new PutCommand({
        ...(use as { TableName: string; Item: StoredItem }), // as put().params() promises
        ConditionExpression:
          "attribute_not_exists(pk) OR #ttl < :now OR (attribute_not_exists(#status) AND #until < :now)",
        ExpressionAttributeNames: { "#ttl": "ttl", "#status": "status", "#until": "until" },
        ExpressionAttributeValues: { ":now": now() },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return { ...hold, done: false };
  } catch (error) {
    const found = foundIn(error);
    if (found?.holder === hold.holder) return { ...hold, done: false }; // ours: only the first answer got lost
    if (found) return usedBefore(found, sha(body));
    await release(hold).catch(() => undefined); // it may have been written after all
    throw error;
  }
}

function usedBefore(found: StoredItem, body: string): Remembered {
  if (found.body !== body)
    throw conflict("idempotency.other_body", "This Idempotency-Key was used for another request.");
  if (typeof found.status !== "number")
    throw new AppError("conflict", "idempotency.running", "The first request with this key is still running.", {
      retryAfter: 1,
    });
  const zipped = found.answer;
  if (!(zipped instanceof Uint8Array)) throw new Error("An idempotency record without its answer");
  return { status: found.status, answer: JSON.parse(gunzipSync(zipped).toString()) };
}

const completion = (claim: Claim, status: number, answer: unknown) => ({
  TableName: tableName,
  Key: { pk: `i#${claim.key.toLowerCase()}`, sk: "a" },
  UpdateExpression: "SET #status = :status, #answer = :answer",
  ConditionExpression: "#holder = :holder AND attribute_not_exists(#status)",
  ExpressionAttributeNames: { "#status": "status", "#answer": "answer", "#holder": "holder" },
  ExpressionAttributeValues: {
    ":status": status,
    ":answer": gzipSync(JSON.stringify(answer ?? null)),
    ":holder": claim.holder,
  },
});

/** The write that remembers an answer, to stand in the transaction that makes it true. */
export const remember = (claim: Claim, status: number, answer: unknown): Write =>
  update(
    completion(claim, status, answer),
    () => new AppError("unavailable", "idempotency.lost", "This took too long. Please try again.", { retryAfter: 1 }),
  );

/** Remembers the answer of a request that had nothing to write. */
export async function complete(claim: Claim, status: number, answer: unknown): Promise<void> {
  try {
    await client.send(new UpdateCommand(completion(claim, status, answer)));
  } catch (error) {
    if (!isRefused(error)) throw error; // refused: it stands there, and only the answer to the first attempt got lost
  }
}

const isRefused = (error: unknown): boolean =>
  error instanceof Error && error.name === "ConditionalCheckFailedException";

/** Lets go of a key after a failure, unless the write behind it was done after all. */
export async function release(claim: Pick<Claim, "key" | "holder">): Promise<void> {
  try {
    await client.send(
      new DeleteCommand({
        TableName: tableName,
        Key: { pk: `i#${claim.key.toLowerCase()}`, sk: "a" },
        ConditionExpression: "#holder = :holder AND attribute_not_exists(#status)",
        ExpressionAttributeNames: { "#status": "status", "#holder": "holder" },
        ExpressionAttributeValues: { ":holder": claim.holder },
      }),
    );
  } catch (error) {
    if (!isRefused(error)) throw error;
  }
}
