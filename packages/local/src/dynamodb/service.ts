import type { AwsAnswer } from "../endpoint/answer.ts";
import type { Service } from "../endpoint/endpoint.ts";
import { dynamodbAccesses, isSupported, tableNameOf, writtenKeys } from "../iam/dynamodb-accesses.ts";
import type { JsonObject } from "../kit/json.ts";
import type { TableSpec } from "../template/model.ts";
import type { DynamoDb } from "./client.ts";
import type { IndexLag } from "./lag.ts";
import { transact } from "./transactions.ts";

const reads = ["Query", "Scan"];

/**
 * DynamoDB behind the endpoint: calls go to the emulator, index reads in lag mode to the older state.
 * @param priced whether transactions tell the units that DynamoDB would charge, at the price of two more reads each
 */
export function createDynamoDbService(
  db: DynamoDb,
  tables: readonly TableSpec[],
  lag: IndexLag,
  priced: boolean,
): Service {
  const forward = (action: string, body: JsonObject, raw: Buffer): Promise<AwsAnswer> =>
    priced && action === "TransactWriteItems" ? transact(db, tables, body, raw) : db.forward(action, raw);
  return {
    unsigned: [],
    accesses: (action, body, base) => (isSupported(action) ? dynamodbAccesses(action, body, tables, base) : undefined),
    async call(action, body, raw) {
      if (!lag.records) return forward(action, body, raw);
      const table = tableNameOf(body);
      const from = lag.readsFrom(table);
      if (reads.includes(action) && body["IndexName"] !== undefined && from !== table) {
        const answer = await db.forward(action, JSON.stringify({ ...body, TableName: from }));
        return { ...answer, body: answer.body.toString().replaceAll(`"${from}"`, `"${table}"`) };
      }
      const answer = await forward(action, body, raw);
      for (const written of writtenKeys(action, body, tables)) lag.written(written.table, written.key);
      return answer;
    },
  };
}
