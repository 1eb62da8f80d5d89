import { Entity } from "electrodb";
import { onTable } from "../table/on-table.ts";

/** How often somebody has tried something within one quarter of an hour; `who` is a digest. Deleted by its `ttl`. */
export const Tries = new Entity(
  {
    model: { entity: "tries", version: "1", service: "tessera" },
    attributes: {
      who: { type: "string", required: true },
      quarter: { type: "string", required: true },
      count: { type: "number" },
      ttl: { type: "number" },
    },
    indexes: {
      tries: {
        pk: { field: "pk", composite: ["who"], template: "q#${who}" },
        sk: { field: "sk", composite: ["quarter"], template: "${quarter}" },
      },
    },
  },
  onTable,
);
