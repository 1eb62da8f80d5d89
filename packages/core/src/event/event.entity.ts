import { Entity } from "electrodb";
import { onTable } from "../table/on-table.ts";

/**
 * One accepted write (docs/adr/0002). It lives in the partition of what it tells about — `t#demo#0000012` or
 * `p#demo#e` — and gsi14 has a project's in the order of their ids, which is nearly that of the commits.
 */
export const EventEntity = new Entity(
  {
    model: { entity: "event", version: "1", service: "tessera" },
    attributes: {
      home: { type: "string", required: true, hidden: true },
      id: { type: "string", required: true },
      v: { type: "number", required: true },
      kind: { type: "string", required: true },
      project: { type: "string", required: true },
      ticket: { type: "string" },
      subject: { type: "string" },
      /** The ticket's version after it, its last when it is deleted: a history's order, which ids from many functions don't give. */
      version: { type: "number" },
      /** The ticket has another name: the only change that the search index reads of events. */
      renamed: { type: "boolean" },
      actor: {
        type: "map",
        properties: { id: { type: "string", required: true }, via: { type: "string", required: true } },
        required: true,
      },
      at: { type: "string", required: true },
      request_id: { type: "string", required: true },
      caused_by: { type: "string" },
      changes: { type: "list", items: { type: "any" }, required: true },
    },
    indexes: {
      event: {
        pk: { field: "pk", composite: ["home"], template: "${home}" },
        sk: { field: "sk", composite: ["id"], template: "e#${id}" },
      },
      byProject: {
        index: "gsi14",
        pk: { field: "gsi14pk", composite: ["project"], template: "e#${project}" },
        sk: { field: "gsi14sk", composite: ["id"], template: "${id}" },
      },
    },
  },
  onTable,
);
