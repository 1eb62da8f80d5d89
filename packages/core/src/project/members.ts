import { record } from "../event/event.ts";
import { commit } from "../kit/commit.ts";
import { pageOf } from "../kit/cursor.ts";
import { conflict, invalid, notFound } from "../kit/error.ts";
import { operation, Reply } from "../kit/operation.ts";
import type { Actor } from "../kit/actor.ts";
import { attempt, put, type Write } from "../table/transact.ts";
import { findBy, type UserItem } from "../user/find.ts";
import { changeSettings, enter, mustLead, present, stillAllowed, type Frame, type MemberItem } from "./frame.ts";
import { countProject, inRole, memberItem } from "./new-project.ts";
import { leadOf } from "./project.ts";
import { Member } from "./project.entity.ts";
import { projectRoutes } from "./project.schema.ts";
import { showMember, showMembers } from "./shown.ts";

const mostMembers = 500;

export const members = operation(projectRoutes.members, async (actor, { params, query }) => {
  const frame = await enter(actor, params.key, false);
  return pageOf(actor.id, `/api/tickets/projects/${params.key}/members/`, query, showMembers(frame), (m) => [
    m.role,
    m.id,
  ]);
});

export const addMember = operation(projectRoutes.addMember, (actor, { params, body }) =>
  attempt(actor, async () => {
    const frame = await enter(actor, params.key);
    mustLead(frame);
    const user = await personFor(body);
    const old = frame.members.find((m) => m.user === user.id);
    if (old && old.role === body.role) return new Reply(showMember(old), { status: 200 });
    const here = old !== undefined && old.role !== "former";
    if (!here && present(frame).length >= mostMembers)
      throw invalid("username", "too_many", `A project has at most ${mostMembers} members.`);
    const now = new Date().toISOString();
    const status = here ? 200 : 201;
    const member = memberItem(frame.key, user, body.role, here ? old.since : now, now);
    const answer = showMember(member);
    await save(actor, frame, member, old, { status, answer }, here ? [] : [countProject(user.id, 1)]);
    return new Reply(answer, { status });
  }),
);

/** By an address only who has proven it: otherwise anybody could claim a colleague's seat. */
async function personFor(body: { username?: string | undefined; email?: string | undefined }): Promise<UserItem> {
  const field = body.email === undefined ? "username" : "email";
  const user = await findBy(body.email === undefined ? "name" : "mail", body.email ?? body.username ?? "");
  if (!user?.is_active) throw invalid(field, "unknown", "There is no such person.");
  if (field === "email" && !user.email_verified)
    throw invalid(field, "unproven", "This address hasn't been proven by its owner yet; add them by user name.");
  return user;
}

export const patchMember = operation(projectRoutes.patchMember, (actor, { params, body }) =>
  attempt(actor, async () => {
    const frame = await enter(actor, params.key);
    const old = memberWith(frame, params.user);
    mustLead(frame);
    if (old.role === body.role) return showMember(old);
    const member = inRole(old, body.role, new Date().toISOString());
    await save(actor, frame, member, old);
    return showMember(member);
  }),
);

export const removeMember = operation(projectRoutes.removeMember, (actor, { params }) =>
  attempt(actor, async () => {
    const frame = await enter(actor, params.key);
    const old = memberWith(frame, params.user);
    if (old.user !== actor.id) mustLead(frame);
    await save(actor, frame, inRole(old, "former", new Date().toISOString()), old, undefined, [
      countProject(old.user, -1),
    ]);
    return undefined;
  }),
);

function memberWith(frame: Frame, user: string): MemberItem {
  const member = present(frame).find((m) => m.user === user);
  if (!member) throw notFound("member");
  return member;
}

/** Provided that role and names are as they were read: the person may just have changed their name. */
const putMember = (member: MemberItem, old: MemberItem | undefined) =>
  Member.put(member)
    .where((a, o) => {
      if (!old) return o.notExists(a.role);
      const names = (["first_name", "last_name"] as const).map((n) =>
        old[n] ? o.eq(a[n], old[n]) : o.notExists(a[n]),
      );
      return [o.eq(a.role, old.role), ...names].join(" AND ");
    })
    .params();

/** Writes a member together with who leads now. @throws AppError `conflict` when nobody would. */
async function save(
  actor: Actor,
  frame: Frame,
  member: MemberItem,
  old: MemberItem | undefined,
  reply?: { status: number; answer: unknown },
  more: Write[] = [],
): Promise<void> {
  const after = [...frame.members.filter((m) => m !== old), member];
  if (!after.some((m) => m.role === "lead"))
    throw conflict("project.last_lead", "A project needs a lead; make somebody else one first.");
  const { lead: _, ...settings } = frame.settings;
  // The actor's own membership is written here, if it is theirs: then its old state is the condition.
  const own = member.user === actor.id && frame.role !== "superuser";
  const needs = frame.role === "lead" ? "lead" : "member";
  const params = putMember(member, old);
  await commit(
    actor,
    [
      changeSettings({ ...frame, settings }, leadOf(after)),
      put(params, () => "again"),
      ...(own ? [] : [stillAllowed(actor, frame, needs)]),
      ...more,
      record(actor, {
        kind:
          old && old.role !== "former"
            ? member.role === "former"
              ? "member.left"
              : "member.updated"
            : "member.joined",
        project: frame.key,
        at: new Date().toISOString(),
        subject: member.user,
        changes: [{ field: "role", from: old?.role ?? null, to: member.role }],
      }),
    ],
    reply,
  );
}
