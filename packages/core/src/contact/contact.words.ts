import type { Examples, Fields, Words } from "../reference/words.ts";
import { aUser } from "../user/user.words.ts";
import type * as Schemas from "./contact.schema.ts";

const at = "2026-11-22T09:30:00.000Z";
const aContactTag: Schemas.Contact["tags"][number] = {
  id: "demo.01kb2q4m6n8p0r2s4t6v8w0x3z",
  name: "engine",
  color: "#36b37e",
  project: "DEMO",
  role: "supplier",
  added_by: aUser,
  added_at: at,
};

export const aContact: Schemas.Contact = {
  id: "01kb2q4m6n8p0r2s4t6v8w0x7d",
  name: "Joseph Clement",
  email: "joseph@clement.example",
  phone: "+44 20 7946 0000",
  title: "Toolmaker",
  department: "Workshop",
  description: null,
  tags: [aContactTag],
  created_by: aUser,
  version: 1,
  created_at: at,
  updated_at: at,
};

export const contactExamples: Examples<typeof Schemas> = {
  Contact: aContact,
  ContactTag: aContactTag,
  TagContact: { ...aContact, role: "supplier" },
  CreateContact: { name: "Joseph Clement", email: "joseph@clement.example", title: "Toolmaker" },
  PatchContact: { department: "Workshop" },
};

export const contactFields: Fields = {
  tags: "Those of projects that the caller may see.",
  role: "What the contact is to the tag.",
  search: "Every word begins a word of name, e-mail, phone, title or department, without regard to case and accents.",
  created_by: "Null for an account that is gone.",
};

const whoMay = "Who made it and superusers may.";

export const contactWords: Words<typeof Schemas.contactRoutes> = {
  title: "Contacts",
  about:
    "People outside whom you deal with. You see those that you made and those with a tag of a project of yours; superusers see all.",
  path: { id: aContact.id },
  routes: {
    list: {
      summary: "All contacts that I may see, by name",
      about:
        "`count` is exact without `search`, but null where there are very many. A page of a search may be short, or empty, while `next` isn't null.",
    },
    create: { summary: "Make a contact" },
    get: { summary: "One contact" },
    patch: { summary: "Change a contact", about: whoMay, refuses: { 403: whoMay } },
    remove: { summary: "Delete a contact", about: whoMay, refuses: { 403: whoMay } },
  },
};
