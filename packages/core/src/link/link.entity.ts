import { Entity, type EntityItem } from "electrodb";
import { displayId, ticketKey, type TicketKey } from "../kit/id.ts";
import { onTable } from "../table/on-table.ts";
import { ticketNumber, ticketPk } from "../ticket/ticket.entity.ts";
import { inverses, linkTypes } from "./link.schema.ts";

/**
 * One side of a link, in the partition of the ticket that shows it; `other` is the other ticket's number in the same
 * project. The key says all of it — `t#demo#0000012` / `l#blocks#0000013` — so that the same link again meets its own
 * item, and the other side's is known without reading it: `t#demo#0000013` / `l#is_blocked_by#0000012`
 * (`mirrored`). Both are written and deleted together. A deleted ticket's links go by
 * its job (`ticket/clear.ts`); until then lists leave them out.
 */
export const LinkEntity = new Entity(
  {
    model: { entity: "link", version: "1", service: "tessera" },
    attributes: {
      project: { type: "string", required: true },
      number: ticketNumber,
      type: { type: linkTypes, required: true },
      other: ticketNumber,
      created_by: { type: "string", required: true },
      created_at: { type: "string", required: true },
    },
    indexes: {
      link: { pk: ticketPk, sk: { field: "sk", composite: ["type", "other"], template: "l#${type}#${other}" } },
    },
  },
  onTable,
);
export type LinkItem = EntityItem<typeof LinkEntity>;
export type LinkKey = Pick<LinkItem, "project" | "number" | "type" | "other">;

/** The same link from its other side. */
export const mirrored = <K extends LinkKey>(link: K): K => ({
  ...link,
  number: link.other,
  type: inverses[link.type],
  other: link.number,
});

/** `demo-12.blocks.13`, from either side: told from the ticket that blocks, duplicates, causes, or is the older one. */
export function linkId(link: LinkKey): string {
  const turned = link.type.startsWith("is_") || (link.type === "relates_to" && link.other < link.number);
  const { type, other, ...ticket } = turned ? mirrored(link) : link;
  return `${displayId(ticket).toLowerCase()}.${type}.${other}`;
}

/** A link's id as this ticket has it, or undefined if it isn't one of its links. */
export function linkOf(ticket: TicketKey, id: string): LinkKey | undefined {
  const [, home = "", word, other] = /^([^.]+)\.([a-z_]+)\.([1-9]\d{0,6})$/.exec(id) ?? [];
  const from = ticketKey(home);
  const type = linkTypes.find((t) => t === word);
  if (from?.project !== ticket.project || !type) return undefined;
  const link = { ...from, type, other: Number(other) };
  return [link, mirrored(link)].find((side) => side.number === ticket.number);
}
