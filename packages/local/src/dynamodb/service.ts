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
      if (!lag.records()) return db.forward(action, raw);
      if (lag.active() && reads.includes(action) && body["IndexName"] !== undefined) {
        const table = tableNameOf(body);
        const answer = await db.forward(action, JSON.stringify({ ...body, TableName: lag.shadow(table) }));
        return { ...answer, body: answer.body.toString().replaceAll(`"${lag.shadow(table)}"`, `"${table}"`) };
      }
      const answer = await db.forward(action, raw);
      for (const { table, key } of writtenKeys(action, body, tables)) lag.written(table, key);
      return answer;
    },
  };
}
