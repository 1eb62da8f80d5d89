import { Entity } from "electrodb";
import { onTable } from "../table/on-table.ts";

/** How often somebody has tried something since the first time, which was a quarter of an hour before `ttl`; `who` is a digest. */
export const Tries = new Entity(
  {
    model: { entity: "tries", version: "1", service: "tessera" },
    attributes: {
      who: { type: "string", required: true },
      count: { type: "number", required: true },
      ttl: { type: "number", required: true },
    },
    indexes: {
      tries: {
        pk: { field: "pk", composite: ["who"], template: "q#${who}" },
        sk: { field: "sk", composite: [], template: "a" },
      },
    },
  },
  onTable,
);
