import { UserEntity } from "./user.entity.ts";
import type { User } from "./user.schema.ts";

/** A person as other resources show them. */
export type Person = User;

/** The people with these ids that exist; nobody is asked for when there are no ids. */
export async function findUsers(ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  const { data } = await UserEntity.get(ids.map((id) => ({ id }))).go();
  return data.map((u) => ({
    id: u.id,
    username: u.username,
    first_name: u.first_name ?? null,
    last_name: u.last_name ?? null,
    email: u.email,
  }));
}
