import { Entity } from "electrodb";
import { onTable } from "../table/on-table.ts";

/**
 * The one code by which a person may prove their address, or set a new password, until it is used or its `ttl` is over.
 * Only a salted digest is kept. A new code takes the place of the one before.
 */
export const Code = new Entity(
  {
    model: { entity: "code", version: "1", service: "tessera" },
    attributes: {
      user: { type: "string", required: true },
      purpose: { type: ["email", "password"] as const, required: true },
      salt: { type: "string", required: true },
      digest: { type: "string", required: true },
      ttl: { type: "number", required: true },
    },
    indexes: {
      code: {
        pk: { field: "pk", composite: ["user"], template: "u#${user}" },
        sk: { field: "sk", composite: ["purpose"], template: "v#${purpose}" },
      },
    },
  },
  onTable,
);
