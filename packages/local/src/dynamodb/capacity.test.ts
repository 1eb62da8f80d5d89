import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, list, parseJson, type JsonObject } from "../kit/json.ts";
import type { TableSpec } from "../template/model.ts";
import { itemSize, keptBytes, transactUnits } from "./capacity.ts";
import { startEmulator, type Emulator } from "./emulator.ts";
import { ensureTables } from "./tables.ts";
import { transact } from "./transactions.ts";

const key = (pk: string, sk: string) =>
  [
    { name: pk, type: "HASH" },
    { name: sk, type: "RANGE" },
  ] as const;

const table: TableSpec = {
  name: "units",
  arn: "",
  key: key("pk", "sk"),
  attributes: { pk: "S", sk: "S", ipk: "S", isk: "S" },
  indexes: [{ name: "keys", key: key("ipk", "isk"), projection: "KEYS_ONLY", include: [] }],
  streamView: undefined,
  ttl: undefined,
};

const item = (more: JsonObject = {}, bytes = 0): JsonObject => ({
  ...{ pk: { S: "a" }, sk: { S: "b" }, text: { S: "x".repeat(bytes) } },
  ...more,
});
const indexed = (isk: string): JsonObject => ({ ipk: { S: "i" }, isk: { S: isk } });

describe("The size of an item", () => {
  it("is that of its names and values, as the Developer Guide says", () => {
    expect(itemSize({ name: { S: "Zoë" } })).toBe(4 + 4);
    expect(itemSize({ n: { N: "-12.5" } })).toBe(1 + 3);
    expect(itemSize({ f: { BOOL: true } })).toBe(1 + 1);
    expect(itemSize({ b: { B: Buffer.from("four").toString("base64") } })).toBe(1 + 4);
    expect(itemSize({ l: { L: [{ S: "ab" }, { S: "c" }] } })).toBe(1 + 3 + 3 + 2);
    expect(itemSize({ m: { M: { k: { S: "v" } } } })).toBe(1 + 3 + 1 + 1 + 1);
  });
});

describe("Keeping an item", () => {
  it("is billed by its size and that of its rows, and 100 bytes for each", () => {
    const bare = item();
    const row = { pk: { S: "a" }, sk: { S: "b" }, ...indexed("k") };

    expect(keptBytes(table, bare)).toBe(itemSize(bare) + 100);
    expect(keptBytes(table, item(indexed("k"), 500))).toBe(itemSize(item(indexed("k"), 500)) + itemSize(row) + 200);
  });
});

describe("An item of a transaction", () => {
  it.each([
    ["is twice its kilobytes when it comes", undefined, item({}, 500), 2],
    ["rounds up", undefined, item({}, 1500), 4],
    ["is as large as it was when it goes", item({}, 1500), undefined, 4],
    ["is the larger of both when it changes", item({}, 1500), item({}, 10), 4],
    ["is two units when it is only checked", item({}, 10), item({}, 10), 2],
    ["is two units when it is checked and not there", undefined, undefined, 2],
    ["pays one for an index row that comes", item(), item(indexed("1")), 3],
    ["pays two for a row whose key changes", item(indexed("1")), item(indexed("2")), 4],
    ["pays nothing for a row of keys that stay", item(indexed("1"), 5), item(indexed("1"), 6), 2],
  ])("%s", (_, before, after, units) => {
    expect(transactUnits(table, before, after)).toBe(units);
  });
});

describe("A transaction", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator({ java: process.env["TESSERA_JAVA"] || "java", dir: undefined });
    await ensureTables(emulator.db, [table]);
  });
  afterAll(() => emulator.stop());

  const send = async (...TransactItems: JsonObject[]) => {
    const body = { TransactItems, ReturnConsumedCapacity: "TOTAL" };
    return transact(emulator.db, [table], body, Buffer.from(JSON.stringify(body)));
  };
  const put = (sk: string, bytes: number): JsonObject => ({
    Put: { TableName: "units", Item: { ...item({}, bytes), sk: { S: sk } } },
  });

  it("tells the sum of its items, also of those that cost the same", async () => {
    const { status, body } = await send(put("1", 500), put("2", 500), put("3", 1500));

    const [told] = list(at(parseJson(body.toString()), "ConsumedCapacity"));
    expect([status, told]).toEqual([200, { TableName: "units", CapacityUnits: 8, WriteCapacityUnits: 8 }]);
  });

  it("is refused as the emulator refuses it", async () => {
    const { status, body } = await send({
      ConditionCheck: {
        TableName: "units",
        Key: { pk: { S: "nobody" }, sk: { S: "b" } },
        ConditionExpression: "attribute_exists(pk)",
      },
    });

    expect([status, body.toString().includes("TransactionCanceledException")]).toEqual([400, true]);
  });
});
