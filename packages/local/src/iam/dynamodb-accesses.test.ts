import { describe, expect, it } from "vitest";
import type { JsonObject } from "../kit/json.ts";
import type { TableSpec } from "../template/model.ts";
import { dynamodbAccesses, isSupported, writtenKeys } from "./dynamodb-accesses.ts";

const arn = "arn:aws:dynamodb:eu-central-1:000000000000:table/t";
const table: TableSpec = {
  name: "t",
  arn,
  key: [
    { name: "pk", type: "HASH" },
    { name: "sk", type: "RANGE" },
  ],
  attributes: { pk: "S", sk: "S", g: "S" },
  indexes: [{ name: "gsi1", key: [{ name: "g", type: "HASH" }], projection: "ALL", include: [] }],
  streamView: undefined,
  ttl: undefined,
};

const key = (pk: string): JsonObject => ({ pk: { S: pk }, sk: { S: "x" } });
const accesses = (operation: string, call: JsonObject) =>
  dynamodbAccesses(operation, call, [table], {}).map(({ action, resource, context }) => [
    action,
    resource.replace(arn, "t"),
    context["dynamodb:LeadingKeys"],
  ]);

describe("what a DynamoDB call asks of IAM", () => {
  it("is each item of a transaction, as what it does", () => {
    const items = [
      { Put: { TableName: "t", Item: key("a") } },
      { Update: { TableName: "t", Key: key("b") } },
      { Delete: { TableName: "t", Key: key("c") } },
      { ConditionCheck: { TableName: "t", Key: key("d") } },
    ];

    expect(accesses("TransactWriteItems", { TransactItems: items })).toEqual([
      ["dynamodb:PutItem", "t", ["a"]],
      ["dynamodb:UpdateItem", "t", ["b"]],
      ["dynamodb:DeleteItem", "t", ["c"]],
      ["dynamodb:ConditionCheckItem", "t", ["d"]],
    ]);
    expect(accesses("TransactGetItems", { TransactItems: [{ Get: { TableName: arn, Key: key("a") } }] })).toEqual([
      ["dynamodb:GetItem", "t", ["a"]],
    ]);
  });

  it("is one action for a batch, with all keys", () => {
    const write = { RequestItems: { t: [{ PutRequest: { Item: key("a") } }, { DeleteRequest: { Key: key("b") } }] } };

    expect(accesses("BatchWriteItem", write)).toEqual([["dynamodb:BatchWriteItem", "t", ["a", "b"]]]);
    expect(accesses("BatchGetItem", { RequestItems: { t: { Keys: [key("a")] } } })).toEqual([
      ["dynamodb:BatchGetItem", "t", ["a"]],
    ]);
  });

  it("is the index of a query, with the partition that its condition names", () => {
    const query = {
      TableName: "t",
      IndexName: "gsi1",
      KeyConditionExpression: "#g = :g",
      ExpressionAttributeNames: { "#g": "g" },
      ExpressionAttributeValues: { ":g": { S: "v" } },
    };

    expect(accesses("Query", query)).toEqual([["dynamodb:Query", "t/index/gsi1", ["v"]]]);
  });

  it("is not answered for PartiQL, streams and administration", () => {
    expect(["ExecuteStatement", "BatchExecuteStatement", "UpdateTable", "DeleteTable"].filter(isSupported)).toEqual([]);
  });

  it("names the keys that are written, and no others", () => {
    const items = [
      { Put: { TableName: "t", Item: { ...key("a"), more: { S: "1" } } } },
      { ConditionCheck: { TableName: "t", Key: key("d") } },
    ];

    expect(writtenKeys("TransactWriteItems", { TransactItems: items }, [table]).map((one) => one.key)).toEqual([
      key("a"),
    ]);
    expect(writtenKeys("GetItem", { TableName: "t", Key: key("a") }, [table])).toEqual([]);
  });
});
