import { Entity, type EntityItem } from "electrodb";
import { onTable } from "../table/on-table.ts";
import { ticketNumber, ticketPk } from "../ticket/ticket.entity.ts";

/**
 * A file on a ticket, in the ticket's partition in the order of making; its bytes are in S3 (`objectKey`). While it is
 * `pending` it has a `ttl`. `arriving` is what the API itself is putting into S3: nobody is shown it, and it isn't
 * counted. When the item goes, by whatever way, its object goes in reaction to that.
 */
export const AttachmentEntity = new Entity(
  {
    model: { entity: "attachment", version: "1", service: "tessera" },
    attributes: {
      project: { type: "string", required: true },
      number: ticketNumber,
      id: { type: "string", required: true },
      user: { type: "string", required: true },
      filename: { type: "string", required: true },
      content_type: { type: "string", required: true },
      size: { type: "number", required: true },
      status: { type: ["arriving", "pending", "ready"] as const, required: true },
      ttl: { type: "number" },
    },
    indexes: { attachment: { pk: ticketPk, sk: { field: "sk", composite: ["id"], template: "f#${id}" } } },
  },
  onTable,
);
export type AttachmentItem = EntityItem<typeof AttachmentEntity>;
