import * as v from "valibot";
import { displayKey, page, paging, path, text, textRule, timestamp, version } from "../kit/schema.ts";
import type { Routes } from "../kit/route.ts";
import { User } from "../user/user.schema.ts";

/** What somebody said about a ticket. `user` is null for an account that is gone; `edited` once the text was changed. */
export const Comment = v.object({
  id: v.string(),
  ticket: v.string(),
  user: v.nullable(User),
  content: v.string(),
  edited: v.boolean(),
  version,
  created_at: timestamp,
  updated_at: timestamp,
});
export type Comment = v.InferOutput<typeof Comment>;

/** Markdown, kept as it was written. */
const content = v.pipe(
  text(20_000),
  textRule((s) => s.trim() !== "", "blank|This field may not be blank.", { pattern: "\\S" }),
);

export const CreateComment = v.strictObject({ ticket: displayKey, content });
export const PatchComment = v.strictObject({ content: v.optional(content) });

/** Oldest first. */
export const ListComments = v.strictObject({ ...paging, ticket: displayKey });

export const commentRoutes = {
  list: {
    method: "GET",
    path: "/api/tickets/comments/",
    access: "user",
    query: ListComments,
    answer: page(Comment),
    status: 200,
  },
  create: {
    method: "POST",
    path: "/api/tickets/comments/",
    access: "user",
    body: CreateComment,
    answer: Comment,
    status: 201,
  },
  get: {
    method: "GET",
    path: "/api/tickets/comments/{id}/",
    access: "user",
    params: path.id,
    answer: Comment,
    status: 200,
  },
  /** By its author only. */
  patch: {
    method: "PATCH",
    path: "/api/tickets/comments/{id}/",
    access: "user",
    params: path.id,
    body: PatchComment,
    answer: Comment,
    status: 200,
  },
  /** By its author, leads and superusers. */
  remove: {
    method: "DELETE",
    path: "/api/tickets/comments/{id}/",
    access: "user",
    params: path.id,
    answer: null,
    status: 204,
  },
} as const satisfies Routes;
