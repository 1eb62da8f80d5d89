import { deflateRawSync, inflateRawSync } from "node:zlib";
import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { onTable } from "../table/on-table.ts";
import { ticketNumber, ticketPk } from "../ticket/ticket.entity.ts";

/**
 * A comment, in its ticket's partition in the order of making: its `id` is a ULID, whose time is `created_at`. The text
 * is stored deflated (raw, RFC 1951), which halves it: one of 1 KB costs one unit. `updated_at` is there once it was
 * edited. How many a ticket has is on its card.
 */
export const CommentEntity = new Entity(
  {
    model: { entity: "comment", version: "1", service: "tessera" },
    attributes: {
      project: { type: "string", required: true },
      number: ticketNumber,
      id: { type: "string", required: true },
      user: { type: "string", required: true },
      content: { type: CustomAttributeType<Uint8Array>("any"), required: true },
      updated_at: { type: "string" },
      version: { type: "number", required: true },
    },
    indexes: { comment: { pk: ticketPk, sk: { field: "sk", composite: ["id"], template: "m#${id}" } } },
  },
  onTable,
);
export type CommentItem = EntityItem<typeof CommentEntity>;

export const packed = (text: string): Uint8Array => deflateRawSync(text);
export const contentOf = ({ content }: Pick<CommentItem, "content">): string => inflateRawSync(content).toString();
