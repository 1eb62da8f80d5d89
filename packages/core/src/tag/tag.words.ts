import type { Examples, Fields } from "../reference/words.ts";
import type * as Schemas from "./tag.schema.ts";

const at = "2026-11-22T09:30:00.000Z";

export const aTag = {
  id: "demo.01kb2q4m6n8p0r2s4t6v8w0x3z",
  name: "engine",
  description: null,
  color: "#36b37e",
  project: "DEMO",
  project_name: "Demo project",
  tickets_count: 4,
  contacts_count: 0,
  created_by: "7f0c2b1e-9a64-4c0d-8f53-2b6f7e1d9c40",
  version: 1,
  created_at: at,
  updated_at: at,
};

export const tagExamples: Examples<typeof Schemas> = { Tag: aTag };

export const tagFields: Fields = { created_by: "A person's id." };
