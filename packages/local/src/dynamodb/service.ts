import type { Service } from "../endpoint/endpoint.ts";
import { dynamodbAccesses, isSupported, tableNameOf, writtenKeys } from "../iam/dynamodb-accesses.ts";
import type { TableSpec } from "../template/model.ts";
import type { DynamoDb } from "./client.ts";
import type { IndexLag } from "./lag.ts";

const reads = ["Query", "Scan"];

/** DynamoDB behind the endpoint: calls go to the emulator, index reads in lag mode to the older state. */
export function createDynamoDbService(db: DynamoDb, tables: readonly TableSpec[], lag: IndexLag): Service {
  return {
    unsigned: [],
    accesses: (action, body, base) => (isSupported(action) ? dynamodbAccesses(action, body, tables, base) : undefined),
    async call(action, body, raw) {
      if (!lag.records) return db.forward(action, raw);
      const table = tableNameOf(body);
      const from = lag.readsFrom(table);
      if (reads.includes(action) && body["IndexName"] !== undefined && from !== table) {
        const answer = await db.forward(action, JSON.stringify({ ...body, TableName: from }));
        return { ...answer, body: answer.body.toString().replaceAll(`"${from}"`, `"${table}"`) };
      }
      const answer = await db.forward(action, raw);
      for (const written of writtenKeys(action, body, tables)) lag.written(written.table, written.key);
      return answer;
    },
  };
}
