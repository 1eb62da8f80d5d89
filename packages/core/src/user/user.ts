import { organisation, record } from "../event/event.ts";
import { commit } from "../kit/commit.ts";
import { pageOf } from "../kit/cursor.ts";
import { forbidden, notFound } from "../kit/error.ts";
import { isUserId } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { enter, findFrame, present } from "../project/frame.ts";
import { visibleTo } from "../project/membership.ts";
import { attempt, put } from "../table/transact.ts";
import { personOf } from "../ticket/card.ts";
import { setActive, setSuperuser } from "../auth/cognito.ts";
import { findUser } from "./find.ts";
import type { Person } from "./people.ts";
import { showMe } from "./show.ts";
import { UserEntity } from "./user.entity.ts";
import { userRoutes } from "./user.schema.ts";

/** The people whom one may assign: members of the project, or of any project of the caller. */
export const list = operation(userRoutes.list, async (actor, { query }) => {
  const frames = query.project
    ? [await enter(actor, query.project, false)]
    : (await Promise.all((await visibleTo(actor)).map((key) => findFrame(actor, key, false)))).filter(
        (f) => f !== undefined,
      );
  const people = new Map(frames.flatMap(present).map((m) => [m.user, personOf(m)]));
  const found = [...people.values()]
    .filter((p) => hit(p, query.search))
    .toSorted((a, b) => (a.username < b.username ? -1 : 1));
  return pageOf(actor.id, "/api/tickets/users/", query, found, (p) => [p.username, p.id]);
});

/** Every word of the search begins, without regard to case, something that the person is called by. */
function hit(person: Person, search: string | undefined): boolean {
  const names = [person.username, person.email, person.first_name ?? "", person.last_name ?? ""].map((n) =>
    n.toLowerCase(),
  );
  const words = (search ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((w) =>
    names.some((n) => n.startsWith(w) || n.split(/[\s.@_+-]/).some((part) => part.startsWith(w))),
  );
}

/**
 * Cognito first, table last, both idempotent: after a failure half-way the same request finishes it. Access
 * tokens already out run on for up to 15 minutes.
 */
export const patch = operation(userRoutes.patch, (actor, { params, body }) =>
  attempt(actor, async () => {
    if (!actor.superuser) throw forbidden("user.superuser_only", "Only superusers manage accounts.");
    const user = isUserId(params.id) ? await findUser(params.id) : undefined;
    if (!user) throw notFound("user");
    const { is_active = user.is_active, is_superuser = user.is_superuser } = body;
    if (body.is_active !== undefined) await setActive(user.login, body.is_active);
    if (body.is_superuser !== undefined) await setSuperuser(user.login, body.is_superuser);
    const after = { ...user, is_active, is_superuser, rev: user.rev + 1 };
    const changes = [
      ...(is_active === user.is_active ? [] : [{ field: "is_active", from: user.is_active, to: is_active }]),
      ...(is_superuser === user.is_superuser
        ? []
        : [{ field: "is_superuser", from: user.is_superuser, to: is_superuser }]),
    ];
    if (changes.length === 0) return showMe(user);
    const written = UserEntity.put(after)
      .where((a, o) => o.eq(a.rev, user.rev))
      .params();
    await commit(actor, [
      put(written, () => "again"),
      record(actor, {
        kind: "user.updated",
        subject: user.id,
        project: organisation,
        at: new Date().toISOString(),
        changes,
      }),
    ]);
    return showMe(after);
  }),
);
