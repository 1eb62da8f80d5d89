import * as v from "valibot";
import { Column } from "../column/column.schema.ts";
import {
  count,
  displayKey,
  inJsonSchema,
  name,
  page,
  paging,
  optionalText,
  path,
  timestamp,
  version,
} from "../kit/schema.ts";
import type { Routes } from "../kit/route.ts";
import { Tag } from "../tag/tag.schema.ts";
import { Card } from "../ticket/ticket.schema.ts";
import { User } from "../user/user.schema.ts";

/** Who may change a ticket: its assignees and reporter, or every member. Leads always may. */
export const editPolicies = ["assignees", "members"] as const;
const EditPolicy = v.picklist(editPolicies, "invalid_choice|Choose one of: assignees, members.");

export const roles = ["lead", "member"] as const;
const Role = v.picklist(roles, "invalid_choice|Choose one of: lead, member.");

/** `former`: has left; kept so that past assignments have a name. */
export const Member = v.object({ ...User.entries, role: v.picklist([...roles, "former"]) });
export type Member = v.InferOutput<typeof Member>;

/** Immutable, never reused: its guard outlives the project. */
export const ProjectKey = v.pipe(
  displayKey,
  inJsonSchema(v.regex(/^[A-Z][A-Z0-9]{1,9}$/, "invalid|Use 2 to 10 letters and digits, a letter first."), {
    pattern: "^[A-Za-z][A-Za-z0-9]{1,9}$", // as it may be written: displayKey has made capitals of it
  }),
);

export const Project = v.object({
  id: v.string(),
  key: v.string(),
  name: v.string(),
  description: v.nullable(v.string()),
  lead_username: v.nullable(v.string()),
  tickets_count: count,
  columns_count: count,
  edit_policy: EditPolicy,
  version,
  created_at: timestamp,
  updated_at: timestamp,
});
export type Project = v.InferOutput<typeof Project>;

export const ProjectDetail = v.object({ ...Project.entries, members: v.array(Member) });
export type ProjectDetail = v.InferOutput<typeof ProjectDetail>;

/** A column with its first 50 cards by rank; `next` continues at `tickets/?column=…&ordering=rank`. */
export const BoardColumn = v.object({ ...Column.entries, tickets: v.array(Card), next: v.nullable(v.string()) });
export const Board = v.object({
  project: ProjectDetail,
  columns: v.array(BoardColumn),
  members: v.array(Member),
  tags: v.array(Tag),
});
export type Board = v.InferOutput<typeof Board>;

/** It is read with every request to the project, so it stays a paragraph. */
const description = optionalText(2_000);

export const CreateProject = v.strictObject({
  key: ProjectKey,
  name: name(255),
  description: v.optional(description, null),
  member_usernames: v.optional(
    v.pipe(v.array(name(128)), v.maxLength(499, "too_many|A project has at most 500 members.")),
  ),
});

export const PatchProject = v.strictObject({
  name: v.optional(name(255)),
  description: v.optional(description),
  /** Writing it makes that member a lead. */
  lead_username: v.optional(name(128)),
  edit_policy: v.optional(EditPolicy),
});

/** A person by `username` or by `email`, exactly one of them. */
export const AddMember = v.pipe(
  v.strictObject({ username: v.optional(name(128)), email: v.optional(name(254)), role: v.optional(Role, "member") }),
  v.forward(
    v.partialCheck(
      [["username"], ["email"]],
      (b) => (b.username === undefined) !== (b.email === undefined),
      "required|Give either username or email.",
    ),
    ["username"],
  ),
);

export const PatchMember = v.strictObject({ role: Role });

const memberPath = v.object({ key: displayKey, user: v.pipe(v.string(), v.toLowerCase()) });

export const projectRoutes = {
  list: {
    method: "GET",
    path: "/api/tickets/projects/",
    access: "user",
    query: v.strictObject(paging),
    answer: page(Project),
    status: 200,
  },
  create: {
    method: "POST",
    path: "/api/tickets/projects/",
    access: "user",
    body: CreateProject,
    answer: ProjectDetail,
    status: 201,
  },
  get: {
    method: "GET",
    path: "/api/tickets/projects/{key}/",
    access: "user",
    params: path.key,
    answer: ProjectDetail,
    status: 200,
  },
  patch: {
    method: "PATCH",
    path: "/api/tickets/projects/{key}/",
    access: "user",
    params: path.key,
    body: PatchProject,
    answer: ProjectDetail,
    status: 200,
  },
  remove: {
    method: "DELETE",
    path: "/api/tickets/projects/{key}/",
    access: "user",
    params: path.key,
    answer: null,
    status: 204,
  },
  board: {
    method: "GET",
    path: "/api/tickets/projects/{key}/board/",
    access: "user",
    params: path.key,
    answer: Board,
    status: 200,
  },
  members: {
    method: "GET",
    path: "/api/tickets/projects/{key}/members/",
    access: "user",
    params: path.key,
    query: v.strictObject(paging),
    answer: page(Member),
    status: 200,
  },
  addMember: {
    method: "POST",
    path: "/api/tickets/projects/{key}/members/",
    access: "user",
    params: path.key,
    body: AddMember,
    answer: Member,
    status: 201,
  },
  patchMember: {
    method: "PATCH",
    path: "/api/tickets/projects/{key}/members/{user}/",
    access: "user",
    params: memberPath,
    body: PatchMember,
    answer: Member,
    status: 200,
  },
  removeMember: {
    method: "DELETE",
    path: "/api/tickets/projects/{key}/members/{user}/",
    access: "user",
    params: memberPath,
    answer: null,
    status: 204,
  },
} as const satisfies Routes;
