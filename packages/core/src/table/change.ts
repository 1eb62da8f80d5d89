import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { StoredItem } from "./transact.ts";

/** A record of the table's stream, as a function is handed it. */
export interface StreamRecord {
  readonly eventName?: "INSERT" | "MODIFY" | "REMOVE" | undefined;
  readonly dynamodb?:
    | {
        readonly Keys?: object | undefined;
        readonly OldImage?: object | undefined;
        readonly NewImage?: object | undefined;
        readonly SequenceNumber?: string | undefined;
      }
    | undefined;
}

/** What became of one item. */
export interface Change {
  readonly does: "INSERT" | "MODIFY" | "REMOVE";
  /** The entity's name, as its model says; "" for items that have none. */
  readonly entity: string;
  readonly pk: string;
  readonly sk: string;
  readonly before: StoredItem | undefined;
  readonly after: StoredItem | undefined;
  readonly sequence: string;
}

const plain = (image: object | undefined): StoredItem | undefined =>
  image && unmarshall(image as Parameters<typeof unmarshall>[0]); // DynamoDB's own notation

/** A record with its images as plain items. */
export function changeOf({ eventName = "MODIFY", dynamodb = {} }: StreamRecord): Change {
  const [before, after] = [plain(dynamodb.OldImage), plain(dynamodb.NewImage)];
  const { pk, sk } = plain(dynamodb.Keys) ?? {};
  const entity = (after ?? before)?._e;
  return {
    does: eventName,
    entity: typeof entity === "string" ? entity : "",
    pk: String(pk),
    sk: String(sk),
    before,
    after,
    sequence: dynamodb.SequenceNumber ?? "",
  };
}
