import { Entity } from "electrodb";
import { onTable } from "../table/on-table.ts";

/**
 * A person. `login` is the Cognito username, an id of ours, fresh for each attempt to register; `fresh` stays
 * until the first tokens were made, so that a registration whose answer got lost can be repeated.
 */
export const UserEntity = new Entity(
  {
    model: { entity: "user", version: "1", service: "tessera" },
    attributes: {
      id: { type: "string", required: true },
      login: { type: "string", required: true },
      username: { type: "string", required: true },
      email: { type: "string", required: true },
      email_verified: { type: "boolean", required: true, default: false },
      first_name: { type: "string" },
      last_name: { type: "string" },
      is_active: { type: "boolean", required: true, default: true },
      is_superuser: { type: "boolean", required: true, default: false },
      /** Seconds since the epoch: when they last stopped being a superuser. */
      demoted: { type: "number" },
      /** JSON text: DynamoDB's numbers and nesting end before JSON's do. */
      preferences: { type: "string" },
      projects: { type: "number", required: true, default: 0 },
      fresh: { type: "string" },
      rev: { type: "number", required: true, default: 1 },
      created_at: { type: "string", required: true },
    },
    indexes: {
      user: {
        pk: { field: "pk", composite: ["id"], template: "u#${id}" },
        sk: { field: "sk", composite: [], template: "a" },
      },
    },
  },
  onTable,
);

/** That a user name or an e-mail address is taken, and by whom: `what` is "name" or "mail". Folded keys. */
export const Taken = new Entity(
  {
    model: { entity: "taken", version: "1", service: "tessera" },
    attributes: {
      what: { type: ["name", "mail"] as const, required: true },
      value: { type: "string", required: true },
      user: { type: "string", required: true },
      login: { type: "string", required: true },
    },
    indexes: {
      taken: {
        pk: { field: "pk", composite: ["what", "value"], template: "${what}#${value}" },
        sk: { field: "sk", composite: [], template: "a" },
      },
    },
  },
  onTable,
);
