import * as v from "valibot";
import { TagContact } from "../contact/contact.schema.ts";
import type { Routes } from "../kit/route.ts";
import {
  color,
  count,
  displayKey,
  id,
  name,
  optionalName,
  optionalText,
  page,
  paging,
  path,
  timestamp,
  version,
} from "../kit/schema.ts";
import { User } from "../user/user.schema.ts";

export const Tag = v.object({
  id: v.string(),
  name: v.string(),
  description: v.nullable(v.string()),
  color,
  project: v.string(),
  project_name: v.string(),
  tickets_count: count,
  contacts_count: count,
  created_by: v.nullable(User),
  version,
  created_at: timestamp,
  updated_at: timestamp,
});
export type Tag = v.InferOutput<typeof Tag>;

/** It is read with every request to the project, so it stays a paragraph. */
const description = optionalText(1_000);

export const CreateTag = v.strictObject({
  project: displayKey,
  name: name(100),
  description: v.optional(description, null),
  color: v.optional(color, "#0052cc"),
});

export const PatchTag = v.strictObject({
  name: v.optional(name(100)),
  description: v.optional(description),
  color: v.optional(color),
});

export const ListTags = v.strictObject({
  ...paging,
  project: v.optional(displayKey),
  /** Every word begins a word of the name, without regard to case and accents. */
  search: v.optional(name(200)),
});

/** Without `role` a new one has none, and one that is there keeps its own. */
export const AddTagContact = v.strictObject({ contact_id: id, role: v.optional(optionalName(100)) });
export const AddTagUser = v.strictObject({ user_id: id });

export const tagRoutes = {
  list: {
    method: "GET",
    path: "/api/tickets/tags/",
    access: "user",
    query: ListTags,
    answer: page(Tag),
    status: 200,
  },
  create: {
    method: "POST",
    path: "/api/tickets/tags/",
    access: "user",
    body: CreateTag,
    answer: Tag,
    status: 201,
  },
  get: {
    method: "GET",
    path: "/api/tickets/tags/{id}/",
    access: "user",
    params: path.id,
    answer: Tag,
    status: 200,
  },
  patch: {
    method: "PATCH",
    path: "/api/tickets/tags/{id}/",
    access: "user",
    params: path.id,
    body: PatchTag,
    answer: Tag,
    status: 200,
  },
  remove: {
    method: "DELETE",
    path: "/api/tickets/tags/{id}/",
    access: "user",
    params: path.id,
    answer: null,
    status: 204,
  },
  contacts: {
    method: "GET",
    path: "/api/tickets/tags/{id}/contacts/",
    access: "user",
    params: path.id,
    query: v.strictObject(paging),
    answer: page(TagContact),
    status: 200,
  },
  /** 200 for one that has the tag already; another `role` replaces the old one, none leaves it. */
  addContact: {
    method: "POST",
    path: "/api/tickets/tags/{id}/add_contact/",
    access: "user",
    params: path.id,
    body: AddTagContact,
    answer: TagContact,
    status: 201,
  },
  removeContact: {
    method: "DELETE",
    path: "/api/tickets/tags/{id}/contacts/{contact}/",
    access: "user",
    params: v.object({ id, contact: id }),
    answer: null,
    status: 204,
  },
  /** The tag's team. It grants nothing. */
  team: {
    method: "GET",
    path: "/api/tickets/tags/{id}/users/",
    access: "user",
    params: path.id,
    query: v.strictObject(paging),
    answer: page(User),
    status: 200,
  },
  /** 200 for who is in the team already. Members of the project only. */
  addUser: {
    method: "POST",
    path: "/api/tickets/tags/{id}/users/",
    access: "user",
    params: path.id,
    body: AddTagUser,
    answer: User,
    status: 201,
  },
  removeUser: {
    method: "DELETE",
    path: "/api/tickets/tags/{id}/users/{user}/",
    access: "user",
    params: v.object({ id, user: id }),
    answer: null,
    status: 204,
  },
} as const satisfies Routes;
