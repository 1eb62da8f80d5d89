import { Entity } from "electrodb";
import { onTable } from "../table/on-table.ts";

/** One use of an `Idempotency-Key`: who holds it until when, and once done, what was answered. */
export const KeyUse = new Entity(
  {
    model: { entity: "keyuse", version: "1", service: "tessera" },
    attributes: {
      key: { type: "string", required: true },
      holder: { type: "string", required: true },
      body: { type: "string", required: true },
      until: { type: "number", required: true },
      status: { type: "number" },
      answer: { type: "any" },
      ttl: { type: "number", required: true },
    },
    indexes: {
      use: {
        pk: { field: "pk", composite: ["key"], template: "i#${key}" },
        sk: { field: "sk", composite: [], template: "a" },
      },
    },
  },
  onTable,
);
