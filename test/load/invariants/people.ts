import { unless, type Book, type Checks } from "./book.ts";

/** Who is registered is so wholly: both names are theirs and lead to their account. */
export function* registrations(book: Book): Checks {
  for (const user of book.of("user")) {
    const guards = book.of("taken").filter((t) => t.user === user.id);
    const right = guards.length === 2 && guards.every((g) => g.login === user.login);
    yield unless(right, `${String(user.username)} has ${guards.length} guards`);
  }
}

/** … and every account of the user pool has its person, who has had a project from the beginning. */
export function* accounts(book: Book, subs: readonly string[]): Checks {
  const users = new Map(book.of("user").map((u) => [String(u.id), u]));
  for (const sub of subs) yield unless(users.has(sub), `the account ${sub} has no profile`);
  for (const [id, user] of users) {
    yield unless(subs.includes(id), `${String(user.username)} has no account`);
    const seated = book.of("member").some((m) => m.user === id);
    yield unless(seated, `${String(user.username)} has never belonged to a project`);
  }
}
