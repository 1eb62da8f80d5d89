import { Entity, type EntityItem } from "electrodb";
import { onTable } from "../table/on-table.ts";

/**
 * Work that a request has left behind (docs/adr/0009): what is to be done to which subject, in whose name, and how far
 * it is. `step` counts every write of the item, so that a late or repeated delivery is known by it; `attended` means
 * that a request still does the work itself. gsi14 has all of them by age, for the sweep.
 */
export const JobEntity = new Entity(
  {
    model: { entity: "job", version: "1", service: "tessera" },
    attributes: {
      project: { type: "string", required: true },
      kind: { type: "string", required: true },
      subject: { type: "string", required: true },
      args: { type: "any" },
      actor: { type: "string", required: true },
      request_id: { type: "string", required: true },
      caused_by: { type: "string" },
      at: { type: "string", required: true },
      step: { type: "number", required: true },
      cursor: { type: "string" },
      attended: { type: "boolean" },
      /** How often the sweep has woken it since it last got on. */
      wakes: { type: "number" },
    },
    indexes: {
      job: {
        pk: { field: "pk", composite: ["project"], template: "j#${project}" },
        sk: { field: "sk", composite: ["kind", "subject"], template: "${kind}#${subject}" },
      },
      pending: {
        index: "gsi14",
        pk: { field: "gsi14pk", composite: [], template: "jobs" },
        sk: { field: "gsi14sk", composite: ["at"], template: "${at}", casing: "none" },
      },
    },
  },
  onTable,
);

export type JobItem = EntityItem<typeof JobEntity>;
