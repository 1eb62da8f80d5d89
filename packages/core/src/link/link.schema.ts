import * as v from "valibot";
import { Status } from "../column/column.schema.ts";
import { displayKey, id, page, paging, path, timestamp } from "../kit/schema.ts";
import type { Routes } from "../kit/route.ts";
import { oneOf, TicketType } from "../ticket/type.schema.ts";
import { User } from "../user/user.schema.ts";

/** Every type with the word that the other ticket has for it. */
export const inverses = {
  blocks: "is_blocked_by",
  is_blocked_by: "blocks",
  relates_to: "relates_to",
  duplicates: "is_duplicated_by",
  is_duplicated_by: "duplicates",
  causes: "is_caused_by",
  is_caused_by: "causes",
} as const;
export type LinkType = keyof typeof inverses;
export const linkTypes = [
  "blocks",
  "is_blocked_by",
  "relates_to",
  "duplicates",
  "is_duplicated_by",
  "causes",
  "is_caused_by",
] as const satisfies readonly LinkType[];

const LinkType = oneOf(linkTypes);

/** A link as one of its two tickets shows it: "this one `type` that `ticket`". Both know it by the same id. */
export const Link = v.object({
  id: v.string(),
  type: LinkType,
  ticket: v.object({ id: v.string(), name: v.string(), status: Status, type: TicketType }),
  created_by: v.nullable(User),
  created_at: timestamp,
});
export type Link = v.InferOutput<typeof Link>;

/** `ticket` is another one of the same project. */
export const CreateLink = v.strictObject({ type: LinkType, ticket: displayKey });

const pathOfLink = v.object({ id: displayKey, link: id });

/**
 * Whoever may change the ticket in the path may link it and take its links off, whatever the other ticket is: a link
 * says something of both, and one side's people are enough to say it.
 */
export const linkRoutes = {
  /** Oldest first. */
  list: {
    method: "GET",
    path: "/api/tickets/tickets/{id}/links/",
    access: "user",
    params: path.ticket,
    query: v.strictObject(paging),
    answer: page(Link),
    status: 200,
  },
  create: {
    method: "POST",
    path: "/api/tickets/tickets/{id}/links/",
    access: "user",
    params: path.ticket,
    body: CreateLink,
    answer: Link,
    status: 201,
  },
  remove: {
    method: "DELETE",
    path: "/api/tickets/tickets/{id}/links/{link}/",
    access: "user",
    params: pathOfLink,
    answer: null,
    status: 204,
  },
} as const satisfies Routes;
