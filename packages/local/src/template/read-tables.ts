import { at, flag, list, object, text, texts, type Json } from "../kit/json.ts";
import { arn, physicalName } from "./names.ts";
import { each, type Source } from "./source.ts";
import { Unresolved } from "./resolve.ts";
import type { IndexSpec, KeyPart, TableSpec } from "./model.ts";

const keyOf = (schema: Json): KeyPart[] =>
  list(schema).map((part) => ({
    name: text(at(part, "AttributeName")),
    type: at(part, "KeyType") === "HASH" ? "HASH" : "RANGE",
  }));

function indexOf(index: Json): IndexSpec {
  const projection = text(at(index, "Projection", "ProjectionType"));
  if (projection !== "ALL" && projection !== "KEYS_ONLY" && projection !== "INCLUDE")
    throw new Unresolved(`projection ${projection}`);
  return {
    name: text(at(index, "IndexName")),
    key: keyOf(at(index, "KeySchema")),
    projection,
    include: texts(at(index, "Projection", "NonKeyAttributes")),
  };
}

function attributesOf(definitions: Json): Record<string, "S" | "N" | "B"> {
  const types: Record<string, "S" | "N" | "B"> = {};
  for (const definition of list(definitions)) {
    const type = text(at(definition, "AttributeType"));
    if (type !== "S" && type !== "N" && type !== "B") throw new Unresolved(`attribute type ${type}`);
    types[text(at(definition, "AttributeName"))] = type;
  }
  return types;
}

/** Tables (TableV2 makes a GlobalTable) with their keys, indexes, stream and time to live. */
export function readTables(source: Source): TableSpec[] {
  return each(source, "AWS::DynamoDB::GlobalTable", (resource) => {
    const ttl = object(resource.values["TimeToLiveSpecification"]);
    return {
      name: physicalName(resource),
      arn: arn(resource) ?? "",
      key: keyOf(resource.values["KeySchema"]),
      attributes: attributesOf(resource.values["AttributeDefinitions"]),
      indexes: list(resource.values["GlobalSecondaryIndexes"]).map(indexOf),
      streamView: text(at(resource.values["StreamSpecification"], "StreamViewType")) || undefined,
      ttl: flag(ttl["Enabled"]) ? text(ttl["AttributeName"]) : undefined,
    };
  });
}
