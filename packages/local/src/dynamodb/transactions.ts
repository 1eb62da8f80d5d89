import { at, list, object, parseJson, text, type JsonObject } from "../kit/json.ts";
import type { AwsAnswer } from "../endpoint/answer.ts";
import type { TableSpec } from "../template/model.ts";
import { transactUnits } from "./capacity.ts";
import type { DynamoDb } from "./client.ts";

interface Member {
  readonly table: TableSpec;
  readonly key: JsonObject;
}

/** The items of a transaction, those that are only checked included. */
function membersOf(body: JsonObject, tables: readonly TableSpec[]): Member[] {
  return list(body["TransactItems"]).flatMap((entry) => {
    const [part] = Object.values(object(entry));
    const table = tables.find(({ name }) => name === text(at(part, "TableName")));
    const item = object(at(part, "Key") ?? at(part, "Item"));
    return table ? [{ table, key: Object.fromEntries(table.key.map(({ name }) => [name, item[name]])) }] : [];
  });
}

const idOf = (name: string, key: JsonObject): string => JSON.stringify([name, Object.entries(key).sort()]);

/** The members' items as they are, by `idOf`. A transaction has no more of them than one call reads. */
async function read(db: DynamoDb, members: readonly Member[]): Promise<Map<string, JsonObject>> {
  const byTable = Map.groupBy(members, ({ table }) => table);
  const RequestItems = Object.fromEntries(
    [...byTable].map(([{ name }, some]) => [name, { Keys: some.map(({ key }) => key), ConsistentRead: true }]),
  );
  const { Responses } = await db.call("BatchGetItem", { RequestItems });
  const keyOf = (table: TableSpec, item: JsonObject) =>
    Object.fromEntries(table.key.map(({ name }) => [name, item[name]]));
  return new Map(
    [...byTable.keys()].flatMap((table) =>
      list(at(Responses, table.name)).map((item) => [idOf(table.name, keyOf(table, object(item))), object(item)]),
    ),
  );
}

/**
 * Passes a transaction on, and tells its units as DynamoDB does, which the emulator gets wrong: by what its items were
 * and are. Costs two reads; somebody else's write to one of the items in between would be counted, too.
 */
export async function transact(
  db: DynamoDb,
  tables: readonly TableSpec[],
  body: JsonObject,
  raw: Buffer,
): Promise<AwsAnswer> {
  const members = membersOf(body, tables);
  const before = await read(db, members);
  const answer = await db.forward("TransactWriteItems", raw);
  if (answer.status !== 200) return answer;
  const after = await read(db, members);
  const sums = new Map<string, number>();
  for (const { table, key } of members) {
    const id = idOf(table.name, key);
    sums.set(table.name, (sums.get(table.name) ?? 0) + transactUnits(table, before.get(id), after.get(id)));
  }
  const ConsumedCapacity = [...sums].map(([TableName, n]) => ({
    TableName,
    CapacityUnits: n,
    WriteCapacityUnits: n,
  }));
  return { ...answer, body: JSON.stringify({ ...object(parseJson(answer.body.toString())), ConsumedCapacity }) };
}
