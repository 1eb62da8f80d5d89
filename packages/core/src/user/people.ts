import { readAll } from "../table/batch.ts";
import { UserEntity } from "./user.entity.ts";
import type { UserItem } from "./find.ts";
import type { ListedUser, User } from "./user.schema.ts";

/** A person as other resources show them. */
export type Person = User;

/** The profiles with these ids that exist; nobody is asked for when there are no ids. */
async function readUsers(ids: readonly string[]): Promise<UserItem[]> {
  if (ids.length === 0) return [];
  const items = await readAll(ids.map((id) => ({ pk: `u#${id}`, sk: "a" })));
  return items.flatMap((Item) => UserEntity.parse({ Item }).data ?? []);
}

/** The people with these ids that exist. */
export async function findUsers(ids: readonly string[]): Promise<Person[]> {
  const users = await readUsers(ids);
  return users.map((u) => ({
    id: u.id,
    username: u.username,
    first_name: u.first_name ?? null,
    last_name: u.last_name ?? null,
    email: u.email,
  }));
}

/** The same people with what superusers are told of their accounts. */
export async function withAccounts(people: readonly Person[]): Promise<ListedUser[]> {
  const users = new Map((await readUsers(people.map(({ id }) => id))).map((u) => [u.id, u]));
  return people.map((person) => {
    const user = users.get(person.id);
    return user ? { ...person, is_active: user.is_active, is_superuser: user.is_superuser } : person;
  });
}
