import { ticketRoutes } from "@tessera/core/ticket/ticket.schema";
import type { Attachment } from "@tessera/core/attachment/attachment.schema";
import type { Comment } from "@tessera/core/comment/comment.schema";
import type { Activity } from "@tessera/core/event/event.schema";
import { projectRoutes } from "@tessera/core/project/project.schema";
import type { stubApi } from "./api.fixture.ts";
import { BoardStore } from "./board.svelte.ts";
import { aBoard, aCard, aTicket, person } from "./fixtures.ts";
import { storyOf, type Story } from "./story.svelte.ts";

/** The n-th minute of a day. */
export const minute = (n: number): string => new Date(Date.UTC(2026, 10, 22, 10, n)).toISOString();

export const aComment = (n: number, more: Partial<Comment> = {}): Comment => ({
  id: `demo-1.c${n}`,
  ticket: "DEMO-1",
  user: person,
  content: `Comment ${n}`,
  edited: false,
  version: 1,
  created_at: minute(n),
  updated_at: minute(n),
  ...more,
});

export const aChange = (n: number, more: Partial<Activity> = {}): Activity => ({
  id: `a${n}`,
  kind: "ticket.updated",
  actor: person,
  created_at: minute(n),
  changes: [{ field: "due_date", from: null, to: "2026-11-30" }],
  ...more,
});

export const aFile = (n: number, more: Partial<Attachment> = {}): Attachment => ({
  id: `demo-1.f${n}`,
  ticket: "DEMO-1",
  file: `https://files.example/${n}`,
  filename: `file-${n}.png`,
  content_type: "image/png",
  size: 1000,
  status: "ready",
  uploaded_by: person,
  uploaded_at: minute(n),
  ...more,
});

const page = <T>(results: readonly T[], more: object = {}) => ({
  count: results.length,
  next: null,
  previous: null,
  results: [...results],
  ...more,
});
export { page as aPage };

/** A ticket's story in front of an API that has this of it. */
export async function openStory(api: ReturnType<typeof stubApi>, has: object = {}): Promise<Story> {
  api.on(projectRoutes.board, () => aBoard({ todo: [aCard(1), aCard(2)] }));
  api.on(ticketRoutes.activity, () => page([]));
  api.on(ticketRoutes.get, () => ({
    ...aTicket(1),
    column: "todo",
    comments: page([]),
    activity: page([]),
    links: page([]),
    attachments: page([]),
    ...has,
  }));
  const board = new BoardStore("DEMO");
  await board.load();
  const story = storyOf(board, "DEMO-1");
  await story.load();
  return story;
}
