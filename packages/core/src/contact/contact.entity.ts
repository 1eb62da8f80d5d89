import { Entity, type EntityItem } from "electrodb";
import { onTable } from "../table/on-table.ts";

const contactPk = { field: "pk", composite: ["id"], template: "x#${id}" } as const;

/**
 * Somebody outside, in a partition of their own, since they belong to no project. Whom they are visible to follows
 * from `created_by` and `tags` alone. `key` orders them by name and holds all that a search looks at, so that a list
 * is searched in an index of keys (contact/key.ts). `rev` counts every write, `version` the contact's own changes.
 */
export const ContactEntity = new Entity(
  {
    model: { entity: "contact", version: "1", service: "tessera" },
    attributes: {
      id: { type: "string", required: true },
      name: { type: "string", required: true },
      email: { type: "string" },
      phone: { type: "string" },
      title: { type: "string" },
      department: { type: "string" },
      description: { type: "string" },
      tags: {
        type: "list",
        items: {
          type: "map",
          properties: {
            id: { type: "string", required: true },
            role: { type: "string" },
            by: { type: "string", required: true },
            at: { type: "number", required: true },
          },
        },
        required: true,
      },
      created_by: { type: "string", required: true },
      key: { type: "string", required: true, field: "gsi15sk" },
      rev: { type: "number", required: true },
      version: { type: "number", required: true },
      created_at: { type: "string", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      contact: { pk: contactPk, sk: { field: "sk", composite: [], template: "a" } },
      byCreator: {
        index: "gsi15",
        pk: { field: "gsi15pk", composite: ["created_by"], template: "u#${created_by}" },
        sk: { field: "gsi15sk", composite: ["key"], template: "${key}", casing: "none" },
      },
      ofAll: {
        index: "gsi14",
        pk: { field: "gsi14pk", composite: [], template: "contacts" },
        sk: { field: "gsi14sk", composite: ["key"], template: "${key}", casing: "none" },
      },
    },
  },
  onTable,
);
export type ContactItem = EntityItem<typeof ContactEntity>;

/** That a contact has a tag: nothing but its places among the tag's contacts and those of the tag's project. */
export const ContactTagEntity = new Entity(
  {
    model: { entity: "contacttag", version: "1", service: "tessera" },
    attributes: {
      id: { type: "string", required: true },
      tag: { type: "string", required: true },
      project: { type: "string", required: true },
      key: { type: "string", required: true, field: "gsi15sk" },
    },
    indexes: {
      tagged: { pk: contactPk, sk: { field: "sk", composite: ["tag"], template: "g#${tag}" } },
      byProject: {
        index: "gsi15",
        pk: { field: "gsi15pk", composite: ["project"], template: "p#${project}" },
        sk: { field: "gsi15sk", composite: ["key"], template: "${key}", casing: "none" },
      },
      byTag: {
        index: "gsi9",
        pk: { field: "gsi9pk", composite: ["tag"], template: "x#${tag}" },
        sk: { field: "gsi2sk", composite: ["key"], template: "${key}", casing: "none" },
      },
    },
  },
  onTable,
);
