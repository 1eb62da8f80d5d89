import type { Cloud } from "@tessera/local/cloud";
import { createDynamoDb } from "@tessera/local/dynamodb/client";
import { passes } from "@tessera/local/events/filter";
import { StreamReader } from "@tessera/local/events/stream";
import { list, type JsonObject } from "@tessera/local/kit/json";

/** Another reader of the table's stream, to deliver what a function gets once more. */
export interface Records {
  /** Those since the last time that the function's mapping lets through. */
  next(): Promise<JsonObject[]>;
  stop(): void;
}

export async function recordsFor(cloud: Cloud, name: string): Promise<Records> {
  const { endpoint, accessKey, tableName } = cloud.dynamodb;
  const spec = cloud.model.functions.find((one) => one.name === name);
  const filters = cloud.model.mappings.find((one) => one.functionArn === spec?.arn)?.filters;
  if (!filters) throw new Error(`no stream wakes ${name}`);
  const db = createDynamoDb(Number(new URL(endpoint).port), accessKey);
  const reader = new StreamReader(db, tableName, "LATEST", undefined);
  await reader.read(1); // where "latest" is
  return {
    async next() {
      const { records } = await reader.read(1000);
      return records.filter((record) => passes(filters, record));
    },
    stop: () => db.close(),
  };
}

/** Hands records to a function until it has nothing against any of them. */
export async function deliver(cloud: Cloud, name: string, records: readonly JsonObject[]): Promise<void> {
  for (let tries = 0; tries < 30; tries++) {
    const answer = await cloud.invoke(name, { Records: [...records] });
    if (list((answer as JsonObject)["batchItemFailures"]).length === 0) return;
  }
  throw new Error(`${name} goes on failing`);
}
