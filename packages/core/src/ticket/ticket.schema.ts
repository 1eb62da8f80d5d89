import * as v from "valibot";
import { Attachment } from "../attachment/attachment.schema.ts";
import { Status, statuses } from "../column/column.schema.ts";
import {
  color,
  count,
  day,
  displayKey,
  id,
  inJsonSchema,
  instant,
  name,
  optionalText,
  page,
  paging,
  path,
  timestamp,
  version,
} from "../kit/schema.ts";
import type { Routes } from "../kit/route.ts";
import { User } from "../user/user.schema.ts";
import { Comment } from "../comment/comment.schema.ts";
import { Activity } from "../event/event.schema.ts";
import { countsRoute } from "./counts.schema.ts";
import { Link } from "../link/link.schema.ts";
import { oneOf, TicketType, types } from "./type.schema.ts";

export { TicketType, types };

export const urgencies = ["low", "normal", "high"] as const;
export const importances = ["low", "normal", "high", "critical"] as const;
/** 1 Low, 2 Medium, 3 High, 4 Critical. */
export const priorities = [1, 2, 3, 4] as const;

export const TicketTag = v.object({
  id: v.string(),
  name: v.string(),
  color,
  added_by: v.nullable(User),
  added_at: timestamp,
});
export const Subtask = v.object({
  id: v.string(),
  name: v.string(),
  status: Status,
  type: TicketType,
  assignee_ids: v.array(v.string()),
});

/** A ticket as boards and lists show it. */
export const Card = v.object({
  id: v.string(),
  number: count,
  name: v.string(),
  type: TicketType,
  status: Status,
  priority_id: oneOf(priorities),
  urgency: oneOf(urgencies),
  importance: oneOf(importances),
  project: v.string(),
  project_key: v.string(),
  column: v.string(),
  column_name: v.string(),
  /** Compared by code units; opaque otherwise. */
  rank: v.string(),
  assignee_ids: v.array(v.string()),
  assignees: v.array(User),
  reporter: v.nullable(User),
  parent: v.nullable(v.string()),
  tags: v.array(TicketTag),
  tag_names: v.array(v.string()),
  following: v.boolean(),
  followers_count: count,
  comments_count: count,
  attachments_count: count,
  subtasks_count: count,
  due_date: v.nullable(day),
  start_date: v.nullable(day),
  version,
  created_at: timestamp,
  updated_at: timestamp,
});
export type Card = v.InferOutput<typeof Card>;

/** A ticket as its own page shows it. */
export const Ticket = v.object({ ...Card.entries, description: v.nullable(v.string()), subtasks: v.array(Subtask) });
export type Ticket = v.InferOutput<typeof Ticket>;

/** What may come with a ticket, the first page of each. */
export const included = ["comments", "activity", "links", "attachments"] as const;

/** A ticket with the first pages that were asked for. */
export const TicketWith = v.object({
  ...Ticket.entries,
  comments: v.optional(page(Comment)),
  activity: v.optional(page(Activity)),
  links: v.optional(page(Link)),
  attachments: v.optional(page(Attachment)),
});
export type TicketWith = v.InferOutput<typeof TicketWith>;

const fields = {
  description: v.optional(optionalText(50_000)),
  type: v.optional(TicketType),
  status: v.optional(Status),
  priority_id: v.optional(oneOf(priorities)),
  urgency: v.optional(oneOf(urgencies)),
  importance: v.optional(oneOf(importances)),
  column: v.optional(id),
  /** Members only; at most 20. */
  assignee_ids: v.optional(v.pipe(v.array(id), v.maxLength(20, "too_many|A ticket has at most 20 assignees."))),
  tag_names: v.optional(v.pipe(v.array(name(100)), v.maxLength(20, "too_many|A ticket has at most 20 tags."))),
  parent: v.optional(v.nullable(displayKey)),
  due_date: v.optional(v.nullable(day)),
  start_date: v.optional(v.nullable(day)),
  /** A ticket of the target column to stand before, or after. Both: they must be adjacent. */
  before: v.optional(displayKey),
  after: v.optional(displayKey),
};

export const CreateTicket = v.strictObject({ name: name(500), project: v.optional(displayKey), ...fields });
export const PatchTicket = v.strictObject({ name: v.optional(name(500)), ...fields });
export type PatchTicket = v.InferOutput<typeof PatchTicket>;

/** The same change for many tickets, each by itself. `set` is what PATCH takes, but for neighbours. */
export const Bulk = v.strictObject({
  ids: v.pipe(
    v.array(displayKey),
    v.minLength(1, "too_few|Name at least one ticket."),
    v.maxLength(100, "too_many|Name at most 100 tickets."),
  ),
  set: v.omit(PatchTicket, ["before", "after"]),
});
const perField = v.record(v.string(), v.array(v.string()));

/** What became of one ticket; `error` is a problem without its status. */
export const BulkResult = v.variant("ok", [
  v.object({ id: v.string(), ok: v.literal(true), ticket: Card }),
  v.object({
    id: v.string(),
    ok: v.literal(false),
    error: v.object({
      code: v.string(),
      detail: v.string(),
      errors: v.optional(perField),
      error_codes: v.optional(perField),
    }),
  }),
]);
export type BulkResult = v.InferOutput<typeof BulkResult>;

/** The text of a query that holds words of an enum, with commas between them. */
const commaSeparated = (type: "string" | "integer", words: readonly (string | number)[]) =>
  inJsonSchema(v.string(), { type: "array", items: { type, enum: words }, minItems: 1 });

const listOf = <const T extends readonly string[]>(words: T) =>
  v.optional(
    v.pipe(
      commaSeparated("string", words),
      v.transform((s) => [...new Set(s.split(","))]),
      v.array(oneOf(words)),
    ),
  );

const flag = v.pipe(
  inJsonSchema(v.picklist(["true", "false"], "invalid_choice|Use true or false."), {
    type: "boolean",
    enum: [true, false],
  }),
  v.transform((s) => s === "true"),
);
export const orderings = ["created_at", "updated_at", "priority_id", "name", "due_date", "rank"] as const;
export type Ordering = (typeof orderings)[number];
const withSign = [...orderings, ...orderings.map((o) => `-${o}` as const)];

export const ListTickets = v.strictObject({
  ...paging,
  project: v.optional(displayKey),
  search: v.optional(name(200)),
  status: listOf(statuses),
  type: listOf(types),
  priority_id: v.optional(
    v.pipe(
      commaSeparated("integer", priorities),
      v.transform((s) => [...new Set(s.split(","))].map((n) => (/^\d$/.test(n) ? Number(n) : NaN))),
      v.array(oneOf(priorities)),
    ),
  ),
  urgency: listOf(urgencies),
  importance: listOf(importances),
  column: v.optional(id),
  /** A person's id, `me` or `none`. */
  assignee: v.optional(id),
  reporter: v.optional(id),
  tags: v.optional(
    v.union([
      v.pipe(
        name(200),
        v.transform((s) => [s]),
      ),
      v.pipe(v.array(name(200)), v.maxLength(20, "too_many|Filter by at most 20 tags.")),
    ]),
  ),
  parent: v.optional(displayKey),
  following: v.optional(flag),
  due_after: v.optional(day),
  due_before: v.optional(day),
  created_after: v.optional(instant),
  updated_after: v.optional(instant),
  ordering: v.optional(
    v.picklist(withSign, `invalid_choice|Choose one of: ${orderings.join(", ")}, with - for descending.`),
    "-created_at",
  ),
});
export type ListTickets = v.InferOutput<typeof ListTickets>;

export const GetTicket = v.strictObject({ include: listOf(included) });

/** `following` says what is wanted; without it the present state is turned round. */
export const Follow = v.optional(v.strictObject({ following: v.optional(v.boolean()) }), {});

export const ticketRoutes = {
  counts: countsRoute,
  list: {
    method: "GET",
    path: "/api/tickets/tickets/",
    access: "user",
    query: ListTickets,
    answer: v.object({ ...page(Card).entries, truncated: v.optional(v.literal(true)) }),
    status: 200,
  },
  create: {
    method: "POST",
    path: "/api/tickets/tickets/",
    access: "user",
    body: CreateTicket,
    answer: Ticket,
    status: 201,
  },
  get: {
    method: "GET",
    path: "/api/tickets/tickets/{id}/",
    access: "user",
    params: path.ticket,
    query: GetTicket,
    answer: TicketWith,
    status: 200,
  },
  patch: {
    method: "PATCH",
    path: "/api/tickets/tickets/{id}/",
    access: "user",
    params: path.ticket,
    body: PatchTicket,
    answer: Ticket,
    status: 200,
  },
  remove: {
    method: "DELETE",
    path: "/api/tickets/tickets/{id}/",
    access: "user",
    params: path.ticket,
    answer: null,
    status: 204,
  },
  /** Each distinct id has a result, in the order given. What was done once is no change when it is asked for again. */
  bulk: {
    method: "POST",
    path: "/api/tickets/tickets/bulk/",
    access: "user",
    body: Bulk,
    answer: v.object({ results: v.array(BulkResult) }),
    status: 200,
  },
  toggleFollow: {
    method: "POST",
    path: "/api/tickets/tickets/{id}/toggle_follow/",
    access: "user",
    params: path.ticket,
    body: Follow,
    answer: v.object({ following: v.boolean() }),
    status: 200,
  },
  activity: {
    method: "GET",
    path: "/api/tickets/tickets/{id}/activity/",
    access: "user",
    params: path.ticket,
    query: v.strictObject(paging),
    answer: page(Activity),
    status: 200,
  },
} as const satisfies Routes;
