import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import middy from "@middy/core";
import { Entity } from "electrodb";
import * as z from "zod";

/** A function as it is usually written with these packages: one entity, one schema, one route. What ours are measured by. */
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const Note = new Entity(
  {
    model: { entity: "note", version: "1", service: "usual" },
    attributes: { id: { type: "string" }, name: { type: "string" } },
    indexes: { byId: { pk: { field: "pk", composite: ["id"] }, sk: { field: "sk", composite: [] } } },
  },
  { client, table: process.env.TABLE_NAME ?? "table" },
);

const Get = z.object({ pathParameters: z.object({ id: z.string().min(1).max(40) }) });

export const handler = middy(async (event: unknown) => {
  const { id } = Get.parse(event).pathParameters;
  const { data } = await Note.get({ id }).go();
  return { statusCode: data ? 200 : 404, body: JSON.stringify(data) };
});
