import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, list } from "../kit/json.ts";
import type { TableSpec } from "../template/model.ts";
import { startEmulator, type Emulator } from "./emulator.ts";
import { ensureTables } from "./tables.ts";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ java: process.env["TESSERA_JAVA"] || "java", dir: undefined });
});
afterAll(() => emulator.stop());

const index = (name: string, projection: "ALL" | "KEYS_ONLY" = "ALL") =>
  ({ name, key: [{ name: `${name}pk`, type: "HASH" }], projection, include: [] }) as const;

const table = (name: string, ...indexes: ReturnType<typeof index>[]): TableSpec => ({
  name,
  arn: "",
  key: [{ name: "pk", type: "HASH" }],
  attributes: { pk: "S", ...Object.fromEntries(indexes.map((one) => [`${one.name}pk`, "S" as const])) },
  indexes,
  streamView: "NEW_AND_OLD_IMAGES",
  ttl: "ttl",
});

const describeTable = async (name: string) => (await emulator.db.call("DescribeTable", { TableName: name }))["Table"];

describe("the tables of a data folder", () => {
  it("are made as the template says, and left alone when they are so", async () => {
    const spec = table("new-table", index("gsi1"), index("gsi2", "KEYS_ONLY"));

    await ensureTables(emulator.db, [spec]);
    await ensureTables(emulator.db, [spec]);

    const made = await describeTable("new-table");
    expect(
      list(at(made, "GlobalSecondaryIndexes"))
        .map((one) => at(one, "Projection", "ProjectionType"))
        .sort(),
    ).toEqual(["ALL", "KEYS_ONLY"]);
    expect(at(made, "StreamSpecification", "StreamViewType")).toBe("NEW_AND_OLD_IMAGES");
  });

  it("get an index that the template has and they haven't", async () => {
    await ensureTables(emulator.db, [table("grown", index("gsi1"))]);

    await ensureTables(emulator.db, [table("grown", index("gsi1"), index("gsi2"))]);

    expect(list(at(await describeTable("grown"), "GlobalSecondaryIndexes"))).toHaveLength(2);
  });

  it("end the start with what differs otherwise", async () => {
    await ensureTables(emulator.db, [table("other", index("gsi1"))]);

    await expect(ensureTables(emulator.db, [table("other", index("gsi1", "KEYS_ONLY"))])).rejects.toThrow(
      "table other in the data folder differs from the template: gsi1 is gsi1pk:S ALL, the template says gsi1pk:S KEYS_ONLY",
    );
    await expect(ensureTables(emulator.db, [table("other")])).rejects.toThrow("nothing of it");
  });
});
