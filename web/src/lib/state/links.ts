import { linkRoutes, type Link, type LinkType } from "@tessera/core/link/link.schema";
import type { Card } from "@tessera/core/ticket/ticket.schema";
import type { User } from "@tessera/core/user/user.schema";
import { call } from "#lib/api/call.ts";
import { ApiError } from "#lib/api/error.ts";
import { links as text } from "#lib/text/links.ts";
import { sentence } from "#lib/text/sentence.ts";
import { reread, type Story } from "./story.svelte.ts";
import { toasts } from "./toasts.svelte.ts";

function refuse(story: Story, error: unknown, said: (why: string) => string): void {
  toasts.show({ tone: "bad", text: said(sentence(error, { 403: text.forbidden, 409: text.taken })) });
  if (error instanceof ApiError && [404, 409].includes(error.status)) void story.load().catch(() => {});
}

/** A link is in the stories of both its tickets. */
const told = (story: Story, other: string) =>
  Promise.all([story.refresh(), reread(story.board, other)]).catch(() => {});

/** "This one `type` that `ticket`". */
export async function link(story: Story, type: LinkType, ticket: Card, me: User | null): Promise<boolean> {
  const key = crypto.randomUUID();
  const { id, name, status } = ticket;
  const put: Link = {
    id: `draft:${key}`,
    type,
    ticket: { id, name, status, type: ticket.type },
    created_by: me,
    created_at: new Date().toISOString(),
  };
  const send = () =>
    call(linkRoutes.create, { params: { id: story.id }, body: { type, ticket: id }, idempotencyKey: key });
  try {
    await story.links.write({ put }, send, (made) => story.links.put(made));
    void told(story, ticket.id);
    return true;
  } catch (error) {
    refuse(story, error, (why) => text.addFailed(id, why));
    return false;
  }
}

export async function unlink(story: Story, { id, ticket }: Link): Promise<boolean> {
  const send = () => call(linkRoutes.remove, { params: { id: story.id, link: id } });
  try {
    await story.links.write({ drop: id }, send, () => story.links.drop(id));
    void told(story, ticket.id);
    return true;
  } catch (error) {
    refuse(story, error, (why) => text.removeFailed(ticket.id, why));
    return false;
  }
}
