import { Entity } from "electrodb";
import { framePk } from "../project/project.entity.ts";
import { onTable } from "../table/on-table.ts";

/**
 * A tag of a project, in its partition: whoever shows a ticket shows its tags' names. How many tickets it has is with
 * the counts, how many contacts here: contacts come seldom.
 */
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

/** That somebody is in a tag's team. Outside the frame, which every request to the project reads. */
export const TeamEntity = new Entity(
  {
    model: { entity: "team", version: "1", service: "tessera" },
    attributes: {
      tag: { type: "string", required: true },
      user: { type: "string", required: true },
      by: { type: "string", required: true },
      at: { type: "string", required: true },
    },
    indexes: {
      team: {
        pk: { field: "pk", composite: ["tag"], template: "g#${tag}" },
        sk: { field: "sk", composite: ["user"], template: "u#${user}" },
      },
    },
  },
  onTable,
);
