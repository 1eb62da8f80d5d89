import { commentRoutes, type Comment } from "@tessera/core/comment/comment.schema";
import type { User } from "@tessera/core/user/user.schema";
import { call } from "#lib/api/call.ts";
import { ApiError } from "#lib/api/error.ts";
import { comments as text } from "#lib/text/comments.ts";
import { sentence } from "#lib/text/sentence.ts";
import type { Story } from "./story.svelte.ts";
import { toasts } from "./toasts.svelte.ts";
import { undoable, Undone } from "./writes.ts";

/** Where a comment that isn't sent yet is kept among the board's drafts. */
export const draftOf = (ticket: string): string => `${ticket} comment`;

/** A comment that the API doesn't have yet has version 0. */
export const isSending = (comment: Comment): boolean => comment.version === 0;

/** Tells people, and reads anew what a refusal showed to be out of date. */
function refuse(story: Story, error: unknown, said: (why: string) => string, own: Record<number, string> = {}): void {
  toasts.show({ tone: "bad", text: said(sentence(error, own)) });
  if (error instanceof ApiError && [404, 409, 412].includes(error.status)) void story.load().catch(() => {});
}

/** The same words sent again are the same comment, also when the first answer got lost. */
const keys = new Map<string, string>();

function keyOf(story: Story, content: string): string {
  const name = `${story.id} ${content}`;
  const key = keys.get(name) ?? crypto.randomUUID();
  keys.set(name, key);
  return key;
}

/** Says something; refused, it goes back to where it was written. */
export async function comment(story: Story, content: string, me: User | null): Promise<boolean> {
  const { drafts } = story.board;
  const draft = draftOf(story.id);
  const key = keyOf(story, content);
  const now = new Date().toISOString();
  const put = {
    id: `draft:${key}`,
    ticket: story.id,
    user: me,
    content,
    edited: false,
    version: 0,
    created_at: now,
    updated_at: now,
  };
  drafts.set(draft, null);
  try {
    const send = () => call(commentRoutes.create, { body: { ticket: story.id, content }, idempotencyKey: key });
    await story.comments.write({ put }, send, (made) => {
      story.comments.put(made);
      story.board.apply({ kind: "counted", id: story.id, what: "comments_count", by: 1 });
    });
    keys.delete(`${story.id} ${content}`);
    return true;
  } catch (error) {
    const since = drafts.get(draft);
    drafts.set(draft, since === null || since === "" ? content : `${content}\n\n${since}`);
    refuse(story, error, text.addFailed);
    return false;
  }
}

/** Changes one's own. The text that was written stays a draft until it is accepted. */
export async function rewrite(story: Story, comment: Comment, content: string): Promise<boolean> {
  const { id, version } = comment;
  try {
    await story.comments.write(
      { put: { ...comment, content, edited: true } },
      () => call(commentRoutes.patch, { params: { id }, body: { content }, ifMatch: version }),
      (made) => story.comments.put(made),
    );
    if (story.board.drafts.get(id) === content) story.board.drafts.set(id, null);
    return true;
  } catch (error) {
    refuse(story, error, text.editFailed, { 403: text.editForbidden, 412: text.stale });
    return false;
  }
}

/** Gone from sight at once, from the API when it can no longer be undone. */
export async function erase(story: Story, { id }: Comment): Promise<boolean> {
  const send = async () => {
    await undoable(text.deleted);
    await call(commentRoutes.remove, { params: { id }, keepalive: true });
  };
  try {
    await story.comments.write({ drop: id }, send, () => {
      story.comments.drop(id);
      story.board.apply({ kind: "counted", id: story.id, what: "comments_count", by: -1 });
    });
    void story.refresh().catch(() => {});
    return true;
  } catch (error) {
    if (!(error instanceof Undone)) refuse(story, error, text.deleteFailed, { 403: text.deleteForbidden });
    return false;
  }
}
