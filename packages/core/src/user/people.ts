import { readAll } from "../table/batch.ts";
import { UserEntity } from "./user.entity.ts";
import type { User } from "./user.schema.ts";

/** A person as other resources show them. */
export type Person = User;

/** The people with these ids that exist; nobody is asked for when there are no ids. */
export async function findUsers(ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  const items = await readAll(ids.map((id) => ({ pk: `u#${id}`, sk: "a" })));
  const users = items.flatMap((Item) => UserEntity.parse({ Item }).data ?? []);
  return users.map((u) => ({
    id: u.id,
    username: u.username,
    first_name: u.first_name ?? null,
    last_name: u.last_name ?? null,
    email: u.email,
  }));
}
