import * as v from "valibot";
import { timestamp } from "../kit/schema.ts";
import { User } from "../user/user.schema.ts";

const json: v.GenericSchema<unknown> = v.unknown();

/** One field that a write changed; `description` carries nulls, ids stand for references. */
export const Change = v.object({ field: v.string(), from: json, to: json });
export type Change = v.InferOutput<typeof Change>;

/** One accepted write, as a ticket's history shows it. `kind` is `concept.past_tense`. */
export const Activity = v.object({
  id: v.string(),
  kind: v.string(),
  actor: v.nullable(User),
  created_at: timestamp,
  changes: v.array(Change),
});
export type Activity = v.InferOutput<typeof Activity>;
