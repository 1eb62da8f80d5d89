import { aContact } from "../contact/contact.words.ts";
import type { Examples, Fields, Words } from "../reference/words.ts";
import { aUser } from "../user/user.words.ts";
import type * as Schemas from "./tag.schema.ts";

const at = "2026-11-22T09:30:00.000Z";

export const aTag: Schemas.Tag = {
  id: "demo.01kb2q4m6n8p0r2s4t6v8w0x3z",
  name: "engine",
  description: null,
  color: "#36b37e",
  project: "DEMO",
  project_name: "Demo project",
  tickets_count: 4,
  contacts_count: 0,
  created_by: aUser,
  version: 1,
  created_at: at,
  updated_at: at,
};

export const tagExamples: Examples<typeof Schemas> = {
  Tag: aTag,
  CreateTag: { project: "DEMO", name: "engine", color: "#36b37e" },
  PatchTag: { name: "steam engine" },
  AddTagContact: { contact_id: aContact.id, role: "supplier" },
  AddTagUser: { user_id: aUser.id },
};

export const tagFields: Fields = {
  name: "Unique in the project without regard to case.",
  search: "Every word begins a word of the name, without regard to case and accents.",
  contact_id: "A contact that the caller may see.",
  role: "What the contact is to the tag, in a word or two. Left out, it stays as it is.",
  contact: "The contact's id.",
  user: "The person's id.",
  user_id: "A member of the tag's project.",
  created_by: "Null for an account that is gone.",
};

const bySuperusers = "Superusers only; members of the project read.";
const refuses = { 403: "You see the tag, but only superusers do this." };

export const tagWords: Words<typeof Schemas.tagRoutes> = {
  title: "Tags",
  about: "What tickets of a project are marked with; contacts and a team may belong to one. A project has at most 500.",
  path: { id: aTag.id, contact: aContact.id, user: aUser.id },
  routes: {
    list: {
      summary: "Tags of a project, or all visible",
      query: { project: "Only this project's, by its key." },
      refuses: { 404: "The project doesn't exist, or you aren't in it." },
    },
    create: {
      summary: "Make a tag",
      about: bySuperusers,
      refuses: { ...refuses, 409: "The name is taken, or the `Idempotency-Key` is in use." },
    },
    get: { summary: "One tag" },
    patch: {
      summary: "Change a tag",
      about: `Every ticket shows the new name and colour at once. ${bySuperusers}`,
      refuses: { ...refuses, 409: "The name is taken." },
    },
    remove: { summary: "Delete a tag", about: `It is gone from all tickets at once. ${bySuperusers}`, refuses },
    contacts: { summary: "A tag's contacts, by name" },
    addContact: {
      summary: "Give a contact a tag",
      about: `Everybody in the tag's project sees the contact from now on. A contact has at most 40 tags. ${bySuperusers}`,
      refuses,
      also: { 200: "It had the tag already; its role may have changed." },
    },
    removeContact: { summary: "Take a tag off a contact", about: bySuperusers, refuses },
    team: { summary: "A tag's team", about: "Members of the project. Being in a team grants nothing." },
    addUser: {
      summary: "Take somebody into a tag's team",
      about: bySuperusers,
      refuses,
      also: { 200: "They were in it already." },
    },
    removeUser: { summary: "Take somebody out of a tag's team", about: bySuperusers, refuses },
  },
};
