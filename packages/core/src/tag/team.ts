import { record } from "../event/event.ts";
import type { Actor } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { pageOf } from "../kit/cursor.ts";
import { invalid, notFound } from "../kit/error.ts";
import { operation, Reply } from "../kit/operation.ts";
import { present, stillAllowed, type Frame, type TagItem } from "../project/frame.ts";
import { attempt, check, put, remove as removal, type Write } from "../table/transact.ts";
import { personOf } from "../ticket/card.ts";
import { TagEntity, TeamEntity } from "./tag.entity.ts";
import { tagRoutes } from "./tag.schema.ts";
import { mustManageTags, openTag } from "./tag.ts";

/** Who is in a tag's team and still belongs to the project; who has left it is back when they are. */
export const team = operation(tagRoutes.team, async (actor, { params, query }) => {
  const [{ frame }, { data }] = await Promise.all([
    openTag(actor, params.id),
    TeamEntity.query.team({ tag: params.id }).go({ pages: "all", consistent: true }),
  ]);
  const ids = new Set(data.map(({ user }) => user));
  const people = present(frame).filter((m) => ids.has(m.user));
  const inOrder = people.map(personOf).toSorted((a, b) => (a.username < b.username ? -1 : 1));
  return pageOf(actor.id, `/api/tickets/tags/${params.id}/users/`, query, inOrder, (p) => [p.username, p.id]);
});

export const addUser = operation(tagRoutes.addUser, (actor, { params, body }) =>
  attempt(actor, async () => {
    const { frame, tag } = await openTag(actor, params.id);
    mustManageTags(actor);
    const member = present(frame).find((m) => m.user === body.user_id);
    if (!member) throw invalid("user_id", "no_member", "Only members of the project can be in a tag's team.");
    const answer = personOf(member);
    const key = { tag: tag.id, user: member.user };
    const { data } = await TeamEntity.get(key).go({ consistent: true });
    if (data) return new Reply(answer, { status: 200 });
    const at = new Date().toISOString();
    const joined = TeamEntity.create({ ...key, by: actor.id, at }).params();
    const writes = [put(joined, () => "again"), ...unchanged(actor, frame, tag)];
    await commit(actor, [...writes, told(actor, tag, at, { to: member.user })], { status: 201, answer });
    return answer;
  }),
);

export const removeUser = operation(tagRoutes.removeUser, (actor, { params }) =>
  attempt(actor, async () => {
    const { frame, tag } = await openTag(actor, params.id);
    mustManageTags(actor);
    const key = { tag: tag.id, user: params.user };
    const { data } = await TeamEntity.get(key).go({ consistent: true });
    if (!data || !present(frame).some((m) => m.user === params.user)) throw notFound("member");
    const gone = TeamEntity.delete(key)
      .where((a, o) => o.exists(a.user))
      .params();
    const event = told(actor, tag, new Date().toISOString(), { from: params.user });
    await commit(actor, [removal(gone, () => "again"), ...unchanged(actor, frame, tag), event]);
    return undefined;
  }),
);

/** That tag and permission are still there. */
const unchanged = (actor: Actor, frame: Frame, tag: TagItem): Write[] => [
  stillAllowed(actor, frame),
  check(TagEntity.get({ project: frame.key, id: tag.id }).params(), () => notFound("tag"), {
    expression: "attribute_exists(#pk)",
    names: { "#pk": "pk" },
  }),
];

const told = (actor: Actor, tag: TagItem, at: string, { from, to }: { from?: string; to?: string }): Write =>
  record(actor, {
    kind: to === undefined ? "tag.user_removed" : "tag.user_added",
    subject: tag.id,
    project: tag.project,
    at,
    changes: [{ field: "users", from: from ?? null, to: to ?? null }],
  });
