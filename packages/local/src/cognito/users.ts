import { randomUUID } from "node:crypto";
import { at, flag, list, object, text, texts, type JsonObject } from "../kit/json.ts";
import type { DurableMap } from "../kit/durable-map.ts";
import type { PoolSpec } from "../template/model.ts";
import { invalidParameter, userNotFound } from "./errors.ts";

/** A person in the pool, as stored. */
export interface User {
  readonly username: string;
  readonly sub: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly enabled: boolean;
  readonly status: "CONFIRMED" | "FORCE_CHANGE_PASSWORD";
  readonly password: string | undefined;
  readonly groups: readonly string[];
  /** Seconds since the epoch. */
  readonly created: number;
  readonly modified: number;
}

/** Seconds since the epoch with milliseconds, as Cognito's JSON has dates. */
export const instant = (): number => Date.now() / 1000;

export interface Users {
  find(username: string): User | undefined;
  /** @throws UserNotFoundException */
  get(username: string): User;
  bySub(sub: string): User | undefined;
  all(): User[];
  save(user: User): void;
  remove(user: User): void;
}

function fromJson(value: JsonObject): User {
  const attributes = Object.entries(object(value["attributes"])).map(
    ([name, content]) => [name, text(content)] as const,
  );
  return {
    username: text(value["username"]),
    sub: text(value["sub"]),
    attributes: Object.fromEntries(attributes),
    enabled: flag(value["enabled"]),
    status: value["status"] === "CONFIRMED" ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
    password: text(value["password"]) || undefined,
    groups: texts(value["groups"]),
    created: Number(value["created"]),
    modified: Number(value["modified"]),
  };
}

/** The people of one pool, in the order of their creation. */
export function createUsers(store: DurableMap, pool: PoolSpec): Users {
  const fold = (username: string): string => (pool.caseSensitive ? username : username.toLowerCase());
  const keyOf = (username: string): string => `user:${pool.id}:${fold(username)}`;
  const byName = new Map<string, User>();
  const bySub = new Map<string, User>();
  const keep = (user: User): void => {
    byName.set(fold(user.username), user);
    bySub.set(user.sub, user);
  };
  for (const [key, value] of store.entries()) if (key.startsWith(`user:${pool.id}:`)) keep(fromJson(value));
  const find = (username: string): User | undefined => byName.get(fold(username));
  return {
    find,
    get(username) {
      const user = find(username);
      if (!user) throw userNotFound();
      return user;
    },
    bySub: (sub) => bySub.get(sub),
    all: () => [...byName.values()].sort((a, b) => a.created - b.created),
    save(user) {
      store.set(keyOf(user.username), { ...user, groups: [...user.groups] });
      keep(user);
    },
    remove(user) {
      store.set(keyOf(user.username), undefined);
      byName.delete(fold(user.username));
      bySub.delete(user.sub);
    },
  };
}

export const newUser = (username: string, attributes: Record<string, string>): User => {
  const now = instant();
  return {
    username,
    sub: randomUUID(),
    attributes,
    enabled: true,
    status: "FORCE_CHANGE_PASSWORD",
    password: undefined,
    groups: [],
    created: now,
    modified: now,
  };
};

/**
 * Attributes as calls give them.
 * @throws InvalidParameterException for one that the pool's schema hasn't, or that nobody may set
 */
export function readAttributes(value: JsonObject, pool: PoolSpec): Record<string, string> {
  const pairs = list(value["UserAttributes"]).map((item) => [text(at(item, "Name")), text(at(item, "Value"))] as const);
  const unknown = pairs.find(([name]) => !pool.attributes.includes(name));
  if (unknown)
    throw invalidParameter(
      `Attributes did not conform to the schema: ${unknown[0]}: Attribute does not exist in the schema.`,
    );
  if (pairs.some(([name]) => name === "sub")) throw invalidParameter("Cannot modify the non-mutable attribute sub");
  const email = pairs.find(([name]) => name === "email")?.[1];
  if (email !== undefined && !/^[^@\s]+@[^@\s]+$/.test(email)) throw invalidParameter("Invalid email address format.");
  return Object.fromEntries(pairs);
}

/** `[{Name, Value}]`, the sub among them, as answers list them. */
export const attributeList = (user: User): JsonObject[] =>
  Object.entries({ ...user.attributes, sub: user.sub }).map(([Name, Value]) => ({ Name, Value }));

/** The common part of every answer about a person. */
export const describeUser = (user: User): JsonObject => ({
  Username: user.username,
  Enabled: user.enabled,
  UserStatus: user.status,
  UserCreateDate: user.created,
  UserLastModifiedDate: user.modified,
});
