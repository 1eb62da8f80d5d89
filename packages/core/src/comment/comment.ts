import { record } from "../event/event.ts";
import type { Change } from "../event/event.schema.ts";
import type { Actor } from "../kit/actor.ts";
import { commit, mustMatch } from "../kit/commit.ts";
import { forbidden, invalid, notFound } from "../kit/error.ts";
import { displayId, idOn, madeAt, newId, partKey, ticketKey } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { findFrame, leads, stillAllowed, type Frame } from "../project/frame.ts";
import { attempt, put, remove as removal, type Write } from "../table/transact.ts";
import { findCard, peopleNamed } from "../ticket/card.ts";
import { tally } from "../ticket/tally.ts";
import { CommentEntity, contentOf, packed, type CommentItem } from "./comment.entity.ts";
import { commentRoutes } from "./comment.schema.ts";
import { showComment } from "./list.ts";

export { list } from "./list.ts";

/** Every member may; the ticket's own version and time of change stay. */
export const create = operation(commentRoutes.create, (actor, { body }) =>
  attempt(actor, async () => {
    const unknown = () => invalid("ticket", "unknown", "There is no such ticket, or you may not see it.");
    const ticket = ticketKey(body.ticket);
    const frame = ticket && (await findFrame(actor, ticket.project));
    if (!frame) throw unknown();
    const comment = { ...ticket, id: newId(), user: actor.id, content: packed(body.content), version: 1 };
    const answer = await show(comment, frame);
    const writes = [
      putComment(comment, undefined),
      tally(ticket, "comments", 1, { gone: unknown }),
      told(actor, "comment.created", comment, madeAt(comment.id), [
        { field: "comment", from: null, to: idOn(comment) },
      ]),
      stillAllowed(actor, frame),
    ];
    await commit(actor, writes, { status: 201, answer });
    return answer;
  }),
);

export const get = operation(commentRoutes.get, async (actor, { params }) => {
  const { comment, frame } = await open(actor, params.id);
  return show(comment, frame);
});

export const patch = operation(commentRoutes.patch, (actor, { params, body }) =>
  attempt(actor, async () => {
    const { comment, frame } = await open(actor, params.id);
    mustMatch(actor, comment.version);
    if (comment.user !== actor.id) throw forbidden("comment.not_author", "Only its author may change a comment.");
    const { content = contentOf(comment) } = body;
    if (content === contentOf(comment)) return show(comment, frame);
    const after = {
      ...comment,
      content: packed(content),
      updated_at: new Date().toISOString(),
      version: comment.version + 1,
    };
    await commit(actor, [
      putComment(after, comment),
      // Said as changed, not as what: a history of texts belongs elsewhere.
      told(actor, "comment.updated", after, after.updated_at, [{ field: "content", from: null, to: null }]),
      stillAllowed(actor, frame),
    ]);
    return show(after, frame);
  }),
);

export const remove = operation(commentRoutes.remove, (actor, { params }) =>
  attempt(actor, async () => {
    const { comment, frame } = await open(actor, params.id);
    mustMatch(actor, comment.version);
    const needs = mustRemove(actor, frame, comment);
    await commit(actor, [
      removal(
        CommentEntity.delete(comment)
          .where((a, o) => o.eq(a.version, comment.version))
          .params(),
        () => "again",
      ),
      tally(comment, "comments", -1),
      told(actor, "comment.deleted", comment, new Date().toISOString(), [
        { field: "comment", from: idOn(comment), to: null },
      ]),
      stillAllowed(actor, frame, needs),
    ]);
    return undefined;
  }),
);

interface Opened {
  readonly frame: Frame;
  readonly comment: CommentItem;
}

/** What a deleted ticket leaves behind is nobody's any more. @throws AppError `not_found`. */
async function open(actor: Actor, id: string): Promise<Opened> {
  const key = partKey(id);
  if (!key) throw notFound("comment");
  const [frame, card, { data: comment }] = await Promise.all([
    findFrame(actor, key.project),
    findCard(key.project, key.number),
    CommentEntity.get(key).go({ consistent: true }),
  ]);
  if (!frame || !card || !comment) throw notFound("comment");
  return { frame, comment };
}

const show = async (comment: CommentItem, frame: Frame) =>
  showComment(comment, await peopleNamed([frame], [comment.user]));

/** Tells what the actor must still be when the comment goes. */
function mustRemove(actor: Actor, frame: Frame, comment: CommentItem): "member" | "lead" {
  if (comment.user === actor.id) return "member";
  if (leads(frame)) return "lead";
  throw forbidden("comment.not_author", "Only its author and leads may delete a comment.");
}

function putComment(comment: CommentItem, before: CommentItem | undefined): Write {
  const params = CommentEntity.put(comment)
    .where((a, o) => (before ? o.eq(a.version, before.version) : o.notExists(a.version)))
    .params();
  return put(params, () => "again");
}

const told = (
  actor: Actor,
  kind: `comment.${string}`,
  comment: CommentItem,
  at: string,
  changes: readonly Change[],
): Write =>
  record(actor, {
    kind,
    project: comment.project,
    ticket: displayId(comment),
    subject: idOn(comment),
    at,
    changes,
  });
