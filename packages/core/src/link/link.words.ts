import type { Examples, Fields, Words } from "../reference/words.ts";
import { aUser } from "../user/user.words.ts";
import type * as Schemas from "./link.schema.ts";

const aLink: Schemas.Link = {
  id: "demo-7.blocks.9",
  type: "blocks",
  ticket: { id: "DEMO-9", name: "Run the first program", status: "new", type: "task" },
  created_by: aUser,
  created_at: "2026-11-22T09:30:00.000Z",
};

export const linkExamples: Examples<typeof Schemas> = {
  Link: aLink,
  CreateLink: { type: "blocks", ticket: "DEMO-9" },
};

export const linkFields: Fields = {
  type: "What this ticket does to the other; that one shows the inverse word.",
  ticket: "The other ticket.",
  link: "The link's id, the same on both tickets.",
  created_by: "Null for an account that is gone.",
};

const mayLink = "Whoever may change this ticket may; the other one's people aren't asked.";

export const linkWords: Words<typeof Schemas.linkRoutes> = {
  title: "Links",
  about: "What two tickets of a project have to do with each other. Both show it.",
  path: { id: "DEMO-7", link: aLink.id },
  routes: {
    list: { summary: "A ticket's links, oldest first" },
    create: {
      summary: "Link two tickets",
      about: `${mayLink} A ticket has at most 100 links.`,
      refuses: { 403: mayLink, 409: "The two are linked like this already, or the `Idempotency-Key` is in use." },
    },
    remove: { summary: "Take a link off both tickets", about: mayLink, refuses: { 403: mayLink } },
  },
};
