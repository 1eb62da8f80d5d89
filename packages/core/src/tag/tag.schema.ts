import * as v from "valibot";
import { color, count, timestamp, version } from "../kit/schema.ts";

export const Tag = v.object({
  id: v.string(),
  name: v.string(),
  description: v.nullable(v.string()),
  color,
  project: v.string(),
  project_name: v.string(),
  tickets_count: count,
  contacts_count: count,
  created_by: v.nullable(v.string()),
  version,
  created_at: timestamp,
  updated_at: timestamp,
});
export type Tag = v.InferOutput<typeof Tag>;
