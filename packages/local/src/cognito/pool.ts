import type { DurableMap } from "../kit/durable-map.ts";
import type { ClientSpec, PoolSpec } from "../template/model.ts";
import { CognitoError } from "./errors.ts";
import { Tokens } from "./tokens.ts";
import { createUsers, type Users } from "./users.ts";

/** One user pool with its people and tokens. */
export interface Pool {
  readonly spec: PoolSpec;
  readonly users: Users;
  readonly tokens: Tokens;
}

export function openPool(store: DurableMap, spec: PoolSpec): Pool {
  const users = createUsers(store, spec);
  return { spec, users, tokens: new Tokens(store, spec, users) };
}

/** @throws ResourceNotFoundException */
export function clientOf(pool: Pool, id: string): ClientSpec {
  const client = pool.spec.clients.find((one) => one.id === id);
  if (!client) throw new CognitoError("ResourceNotFoundException", `User pool client ${id} does not exist.`);
  return client;
}

/** The subs of a group's members, the earliest first. */
export const membersOf = (pool: Pool, group: string): string[] =>
  pool.users
    .all()
    .filter((user) => user.enabled && user.groups.includes(group))
    .map((user) => user.sub);
