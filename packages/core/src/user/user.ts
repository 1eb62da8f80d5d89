import { pageOf } from "../kit/cursor.ts";
import { operation } from "../kit/operation.ts";
import { enter, findFrame, present } from "../project/frame.ts";
import { visibleTo } from "../project/membership.ts";
import { personOf } from "../ticket/card.ts";
import { withAccounts, type Person } from "./people.ts";
import { userRoutes } from "./user.schema.ts";

export { patch } from "./administer.ts";

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
  const page = pageOf(actor.id, "/api/tickets/users/", query, found, (p) => [p.username, p.id]);
  return actor.superuser ? { ...page, results: await withAccounts(page.results) } : page;
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
