import * as v from "valibot";

export const Tag = v.object({
  id: v.string(),
  name: v.string(),
  description: v.nullable(v.string()),
  color: v.string(),
  project: v.string(),
  project_name: v.string(),
  tickets_count: v.number(),
  contacts_count: v.number(),
  created_by: v.nullable(v.string()),
  version: v.number(),
  created_at: v.string(),
  updated_at: v.string(),
});
export type Tag = v.InferOutput<typeof Tag>;
