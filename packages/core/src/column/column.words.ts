import type { Examples, Fields, Words } from "../reference/words.ts";
import type * as Schemas from "./column.schema.ts";

const at = "2026-11-22T09:30:00.000Z";

export const aColumn: Schemas.Column = {
  id: "demo.01kb2q4m6n8p0r2s4t6v8w0x2y",
  name: "In Progress",
  order: 1,
  color: "#0052cc",
  status: "in_progress",
  wip_limit: 5,
  project: "DEMO",
  project_key: "DEMO",
  tickets_count: 3,
  version: 2,
  created_at: at,
  updated_at: at,
};

export const columnExamples: Examples<typeof Schemas> = {
  Column: aColumn,
  CreateColumn: { project: "DEMO", name: "Testing", status: "review", wip_limit: 3 },
  PatchColumn: { name: "In test", order: 2 },
  ReorderColumns: { project: "DEMO", order: [{ id: aColumn.id, order: 0 }] },
};

export const columnFields: Fields = {
  name: "Unique in the project without regard to case.",
  order: "0 … n-1 from left to right. A change shifts the others.",
  status: "What a ticket in this column stands for; it gets this status when it arrives.",
  wip_limit: "How many tickets should be in it at once; shown, not enforced.",
  move_to: "A column of the same project that takes its tickets first.",
};

const forLeads = "Leads and superusers only.";

export const columnWords: Words<typeof Schemas.columnRoutes> = {
  title: "Columns",
  about: "A board's columns. A project has 1 to 50.",
  path: { id: aColumn.id },
  routes: {
    list: {
      summary: "Columns of a project, or all visible",
      refuses: { 404: "The project doesn't exist, or you aren't in it." },
    },
    create: {
      summary: "Add a column",
      about: `At the end unless \`order\` says otherwise. ${forLeads}`,
      refuses: { 403: forLeads, 409: "The name is taken, or the `Idempotency-Key` is in use." },
    },
    reorder: {
      summary: "Put all columns in order",
      about: `Names every column of the project once. ${forLeads}`,
      refuses: { 403: forLeads },
    },
    get: { summary: "One column" },
    patch: { summary: "Change a column", about: forLeads, refuses: { 403: forLeads, 409: "The name is taken." } },
    remove: {
      summary: "Delete a column",
      about: `Where it still holds tickets, \`move_to\` says where they go. ${forLeads}`,
      also: { 202: "It holds more than 50 tickets: it takes no new ones, and goes when it is empty." },
      refuses: { 403: forLeads, 409: "It still holds tickets, or it is the project's last column." },
    },
  },
};
