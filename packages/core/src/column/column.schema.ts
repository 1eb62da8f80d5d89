import * as v from "valibot";
import { color, count, displayKey, id, name, page, paging, path, timestamp, version } from "../kit/schema.ts";
import type { Routes } from "../kit/route.ts";

/** What a column, and so a ticket in it, stands for. Stored as these words. */
export const statuses = ["new", "in_progress", "review", "done"] as const;
export const Status = v.picklist(statuses, "invalid_choice|Choose one of: new, in_progress, review, done.");
export type Status = v.InferOutput<typeof Status>;

export const Column = v.object({
  id: v.string(),
  name: v.string(),
  /** 0 … n-1, from left to right. */
  order: count,
  color,
  status: Status,
  /** Shown, not enforced. */
  wip_limit: v.nullable(count),
  project: v.string(),
  project_key: v.string(),
  tickets_count: count,
  version,
  created_at: timestamp,
  updated_at: timestamp,
});
export type Column = v.InferOutput<typeof Column>;

const position = v.pipe(
  v.number("invalid|Use a whole number."),
  v.integer("invalid|Use a whole number."),
  v.minValue(0, "out_of_range|Positions start at 0."),
);
const limit = v.nullable(
  v.pipe(
    v.number("invalid|Use a whole number."),
    v.integer("invalid|Use a whole number."),
    v.minValue(1, "out_of_range|Use 1 to 999, or null."),
    v.maxValue(999, "out_of_range|Use 1 to 999, or null."),
  ),
);

export const CreateColumn = v.strictObject({
  project: displayKey,
  name: name(100),
  order: v.optional(position),
  color: v.optional(color, "#0052cc"),
  status: v.optional(Status, "in_progress"),
  wip_limit: v.optional(limit, null),
});

export const PatchColumn = v.strictObject({
  name: v.optional(name(100)),
  order: v.optional(position),
  color: v.optional(color),
  status: v.optional(Status),
  wip_limit: v.optional(limit),
});

export const ReorderColumns = v.strictObject({
  project: displayKey,
  /** Names every column of the project once. */
  order: v.pipe(
    v.array(v.strictObject({ id, order: position })),
    v.maxLength(50, "too_many|A project has at most 50 columns."),
  ),
});

export const ListColumns = v.strictObject({ ...paging, project: v.optional(displayKey) });

export const columnRoutes = {
  list: {
    method: "GET",
    path: "/api/tickets/columns/",
    access: "user",
    query: ListColumns,
    answer: page(Column),
    status: 200,
  },
  create: {
    method: "POST",
    path: "/api/tickets/columns/",
    access: "user",
    body: CreateColumn,
    answer: Column,
    status: 201,
  },
  reorder: {
    method: "POST",
    path: "/api/tickets/columns/reorder/",
    access: "user",
    body: ReorderColumns,
    answer: page(Column),
    status: 200,
  },
  get: {
    method: "GET",
    path: "/api/tickets/columns/{id}/",
    access: "user",
    params: path.id,
    answer: Column,
    status: 200,
  },
  patch: {
    method: "PATCH",
    path: "/api/tickets/columns/{id}/",
    access: "user",
    params: path.id,
    body: PatchColumn,
    answer: Column,
    status: 200,
  },
  remove: {
    method: "DELETE",
    path: "/api/tickets/columns/{id}/",
    access: "user",
    params: path.id,
    query: v.strictObject({ move_to: v.optional(id) }),
    answer: null,
    status: 204,
  },
} as const satisfies Routes;
