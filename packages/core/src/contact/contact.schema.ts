import * as v from "valibot";
import type { Routes } from "../kit/route.ts";
import {
  color,
  name,
  optionalName,
  optionalText,
  page,
  paging,
  path,
  textRule,
  timestamp,
  version,
  wellFormed,
} from "../kit/schema.ts";
import { Email, User } from "../user/user.schema.ts";

/** A tag of a contact, of which callers see those of their own projects. */
export const ContactTag = v.object({
  id: v.string(),
  name: v.string(),
  color,
  project: v.string(),
  /** What the contact is to the tag, in a word or two. */
  role: v.nullable(v.string()),
  added_by: v.nullable(User),
  added_at: timestamp,
});

/** Somebody outside, whom the organisation deals with. */
export const Contact = v.object({
  id: v.string(),
  name: v.string(),
  email: v.nullable(v.string()),
  phone: v.nullable(v.string()),
  title: v.nullable(v.string()),
  department: v.nullable(v.string()),
  description: v.nullable(v.string()),
  tags: v.array(ContactTag),
  created_by: v.nullable(User),
  version,
  created_at: timestamp,
  updated_at: timestamp,
});
export type Contact = v.InferOutput<typeof Contact>;

/** A contact as one of a tag's, with its role there. */
export const TagContact = v.object({ ...Contact.entries, role: v.nullable(v.string()) });
export type TagContact = v.InferOutput<typeof TagContact>;

/** An address, null or blank: then there is none. */
const email = v.nullable(
  v.pipe(
    v.string(),
    wellFormed,
    v.trim(),
    textRule((s) => s === "" || v.is(Email, s), "invalid|This is no e-mail address.", { format: "email" }),
    v.transform((s) => (s === "" ? null : s)),
  ),
);

const fields = {
  email: v.optional(email),
  phone: v.optional(optionalName(50)),
  title: v.optional(optionalName(100)),
  department: v.optional(optionalName(100)),
  description: v.optional(optionalText(5_000)),
};

export const CreateContact = v.strictObject({ name: name(255), ...fields });
export const PatchContact = v.strictObject({ name: v.optional(name(255)), ...fields });
export type PatchContact = v.InferOutput<typeof PatchContact>;

export const ListContacts = v.strictObject({
  ...paging,
  /**
   * Every word begins a word of name, e-mail, phone, title or department, without regard to case and accents.
   * A page may be short, or empty, while `next` goes on.
   */
  search: v.optional(name(200)),
});

export const contactRoutes = {
  list: {
    method: "GET",
    path: "/api/tickets/contacts/",
    access: "user",
    query: ListContacts,
    answer: page(Contact),
    status: 200,
  },
  create: {
    method: "POST",
    path: "/api/tickets/contacts/",
    access: "user",
    body: CreateContact,
    answer: Contact,
    status: 201,
  },
  get: {
    method: "GET",
    path: "/api/tickets/contacts/{id}/",
    access: "user",
    params: path.id,
    answer: Contact,
    status: 200,
  },
  patch: {
    method: "PATCH",
    path: "/api/tickets/contacts/{id}/",
    access: "user",
    params: path.id,
    body: PatchContact,
    answer: Contact,
    status: 200,
  },
  remove: {
    method: "DELETE",
    path: "/api/tickets/contacts/{id}/",
    access: "user",
    params: path.id,
    answer: null,
    status: 204,
  },
} as const satisfies Routes;
