import type { Examples, Fields, Words } from "../reference/words.ts";
import { aUser } from "../user/user.words.ts";
import type * as Schemas from "./comment.schema.ts";

const at = "2026-11-22T09:30:00.000Z";

const aComment: Schemas.Comment = {
  id: "demo-7.01kb2q4m6n8p0r2s4t6v8w0x5b",
  ticket: "DEMO-7",
  user: aUser,
  content: "The gears are **cut**.",
  edited: false,
  version: 1,
  created_at: at,
  updated_at: at,
};

export const commentExamples: Examples<typeof Schemas> = {
  Comment: aComment,
  CreateComment: { ticket: "DEMO-7", content: aComment.content },
  PatchComment: { content: "The gears are cut, and oiled." },
};

export const commentFields: Fields = {
  ticket: "The ticket's id.",
  user: "Who wrote it; null for an account that is gone.",
  content: "Markdown, not blank.",
  edited: "Whether the text was changed since.",
};

const byAuthor = "By its author only.";

export const commentWords: Words<typeof Schemas.commentRoutes> = {
  title: "Comments",
  about: "What people say about a ticket.",
  path: { id: aComment.id },
  routes: {
    list: {
      summary: "A ticket's comments, oldest first",
      refuses: { 404: "The ticket doesn't exist, or you aren't in its project." },
    },
    create: { summary: "Comment on a ticket", about: "Everybody in its project may." },
    get: { summary: "One comment" },
    patch: { summary: "Change a comment", about: byAuthor, refuses: { 403: byAuthor } },
    remove: {
      summary: "Delete a comment",
      about: "By its author, leads and superusers.",
      refuses: { 403: "Its author, leads and superusers may." },
    },
  },
};
