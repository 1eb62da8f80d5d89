import { Entity } from "electrodb";
import { framePk } from "../project/project.entity.ts";
import { onTable } from "../table/on-table.ts";
import { statuses } from "./column.schema.ts";

/** A column of a board. Where it stands is in the project's settings, how many cards it has in the counts. */
export const ColumnEntity = new Entity(
  {
    model: { entity: "column", version: "1", service: "tessera" },
    attributes: {
      project: { type: "string", required: true },
      id: { type: "string", required: true },
      name: { type: "string", required: true },
      color: { type: "string", required: true },
      status: { type: statuses, required: true },
      wip_limit: { type: "number" },
      closing: { type: "boolean" },
      version: { type: "number", required: true },
      created_at: { type: "string", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      frame: {
        collection: "frame",
        pk: framePk,
        sk: { field: "sk", composite: ["id"], template: "c#${id}" },
      },
    },
  },
  onTable,
);
