import { Entity } from "electrodb";
import { framePk } from "../project/project.entity.ts";
import { onTable } from "../table/on-table.ts";

/** A tag of a project, in its partition: whoever shows a ticket shows its tags' names. */
export const TagEntity = new Entity(
  {
    model: { entity: "tag", version: "1", service: "tessera" },
    attributes: {
      project: { type: "string", required: true },
      id: { type: "string", required: true },
      name: { type: "string", required: true },
      description: { type: "string" },
      color: { type: "string", required: true },
      contacts_count: { type: "number", required: true, default: 0 },
      created_by: { type: "string" },
      version: { type: "number", required: true },
      created_at: { type: "string", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      frame: {
        collection: "frame",
        pk: framePk,
        sk: { field: "sk", composite: ["id"], template: "t#${id}" },
      },
    },
  },
  onTable,
);
