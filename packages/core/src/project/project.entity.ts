import { Entity } from "electrodb";
import { onTable } from "../table/on-table.ts";

/** The partition of a project's frame: gate, settings, columns, members and tags. */
export const framePk = { field: "pk", composite: ["project"], template: "p#${project}" } as const;

/**
 * A project's gate: its key's guard for ever, whether it is open, and the counter of its tickets. `at` is the
 * creation instant of the newest number, so that within a project creation time never runs against number.
 */
export const Gate = new Entity(
  {
    model: { entity: "gate", version: "1", service: "tessera" },
    attributes: {
      project: { type: "string", required: true },
      state: { type: ["active", "deleting", "gone"] as const, required: true },
      next: { type: "number", required: true, default: 1 },
      at: { type: "string", required: true },
    },
    indexes: { frame: { collection: "frame", pk: framePk, sk: { field: "sk", composite: [], template: "a" } } },
  },
  onTable,
);

/**
 * What a project says of itself. `rev` serialises every change of the frame (columns, members, tags): who adds
 * a column has seen all names, because the frame cannot have changed since. `order` is the columns from left
 * to right, so that moving one rewrites no other.
 */
export const Settings = new Entity(
  {
    model: { entity: "settings", version: "1", service: "tessera" },
    attributes: {
      project: { type: "string", required: true },
      name: { type: "string", required: true },
      description: { type: "string" },
      edit_policy: { type: ["assignees", "members"] as const, required: true },
      lead: { type: "string" },
      order: { type: "list", items: { type: "string" }, required: true },
      rev: { type: "number", required: true },
      version: { type: "number", required: true },
      created_at: { type: "string", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      frame: { collection: "frame", pk: framePk, sk: { field: "sk", composite: [], template: "b" } },
      ofAll: {
        index: "gsi14",
        pk: { field: "gsi14pk", composite: [], template: "projects" },
        sk: { field: "gsi14sk", composite: ["project"], template: "${project}" },
      },
    },
  },
  onTable,
);

/**
 * A person's place in a project, with a copy of their names: boards and lists show people without reading
 * each. Who leaves stays as `former`, so that past assignments keep a name.
 */
export const Member = new Entity(
  {
    model: { entity: "member", version: "1", service: "tessera" },
    attributes: {
      project: { type: "string", required: true },
      user: { type: "string", required: true },
      role: { type: ["lead", "member", "former"] as const, required: true },
      username: { type: "string", required: true },
      first_name: { type: "string" },
      last_name: { type: "string" },
      email: { type: "string", required: true },
      since: { type: "string", required: true },
      /** Since when they lead; only leads have it. */
      leading: { type: "string" },
    },
    indexes: {
      frame: { collection: "frame", pk: framePk, sk: { field: "sk", composite: ["user"], template: "m#${user}" } },
      byUser: {
        index: "gsi10",
        // ElectroDB hands the condition whatever the write carries; former members leave the index.
        condition: (member: { role?: string }) => member.role !== "former",
        pk: { field: "gsi10pk", composite: ["user"], template: "u#${user}" },
        sk: { field: "gsi2sk", composite: ["project"], template: "${project}" },
      },
    },
  },
  onTable,
);
