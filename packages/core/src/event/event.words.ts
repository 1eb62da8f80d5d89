import type { Examples, Fields } from "../reference/words.ts";
import { aUser } from "../user/user.words.ts";
import type * as Schemas from "./event.schema.ts";

const aChange = { field: "status", from: "new", to: "in_progress" };

export const eventExamples: Examples<typeof Schemas> = {
  Change: aChange,
  Activity: {
    id: "demo.01kb2q4m6n8p0r2s4t6v8w0x4a",
    kind: "ticket.updated",
    actor: aUser,
    created_at: "2026-11-22T09:31:07.412Z",
    changes: [aChange],
  },
};

export const eventFields: Fields = {
  kind: "`concept.past_tense`: `ticket.created`, `ticket.updated`, `comment.created`, …",
  field: "Named as in the ticket: `assignee_ids`, `tag_names`, `column` with ids.",
  from: "What it was; always null for `description`.",
  to: "What it is now; always null for `description`.",
};
