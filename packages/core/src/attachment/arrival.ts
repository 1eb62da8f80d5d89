import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { client, tableName } from "../table/client.ts";
import { foundIn } from "../table/rows.ts";
import { padded } from "../ticket/card.ts";
import type { AttachmentItem } from "./attachment.entity.ts";
import { discard, exists, fileOf, type FileKey } from "./bucket.ts";

/**
 * An object has come: its attachment is ready, for good. Told twice or late it changes nothing more; a file whose
 * attachment has gone meanwhile goes, too.
 */
export async function arrived(key: string): Promise<void> {
  const file = fileOf(key);
  if (!file) throw new Error(`not an attachment's object: ${key}`);
  if ((await becomeReady(file)) === "gone") await discard(file);
}

/** A pending attachment as it is by now, S3 itself being asked: its notification may be late, or lost. */
export async function settled(attachment: AttachmentItem): Promise<AttachmentItem> {
  if (attachment.status !== "pending" || !(await exists(attachment))) return attachment;
  await becomeReady(attachment);
  return { ...attachment, status: "ready" };
}

/** One condition decides, so it doesn't matter who asks how often. `pending` lasts until this or until it expires. */
async function becomeReady({ project, number, id }: FileKey): Promise<"there" | "gone"> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { pk: `t#${project.toLowerCase()}#${padded(number)}`, sk: `f#${id}` },
        UpdateExpression: "SET #status = :ready REMOVE #ttl",
        ConditionExpression: "#status = :pending",
        ExpressionAttributeNames: { "#status": "status", "#ttl": "ttl" },
        ExpressionAttributeValues: { ":ready": "ready", ":pending": "pending" },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return "there";
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ConditionalCheckFailedException") throw error;
    return foundIn(error) ? "there" : "gone";
  }
}
