import { flag, text, texts, type JsonObject } from "../kit/json.ts";
import { adminInitiateAuth, revokeToken } from "./authentication.ts";
import { CognitoError, invalidParameter } from "./errors.ts";
import { listUsers, listUsersInGroup } from "./listing.ts";
import { checkPassword, hashPassword } from "./passwords.ts";
import type { Pool } from "./pool.ts";
import { attributeList, describeUser, instant, newUser, readAttributes, type User } from "./users.ts";

/** What one operation does to a pool, by Cognito's own name; throws CognitoError. */
export type Operation = (pool: Pool, input: JsonObject) => JsonObject | Promise<JsonObject>;

const change = (pool: Pool, user: User, changes: Partial<User>): void =>
  pool.users.save({ ...user, ...changes, modified: instant() });

/** An operation on one named person that answers nothing. */
const onUser =
  (act: (pool: Pool, user: User, input: JsonObject) => void | Promise<void>): Operation =>
  async (pool, input) => {
    await act(pool, pool.users.get(text(input["Username"])), input);
    return {};
  };

function groupOf(pool: Pool, input: JsonObject): string {
  const group = text(input["GroupName"]);
  if (!pool.spec.groups.includes(group)) throw new CognitoError("ResourceNotFoundException", "Group not found.");
  return group;
}

async function adminCreateUser(pool: Pool, input: JsonObject): Promise<JsonObject> {
  const username = text(input["Username"]);
  if (!/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u.test(username))
    throw invalidParameter("Value at 'username' failed to satisfy constraint");
  if (input["MessageAction"] !== "SUPPRESS")
    throw invalidParameter("the local cloud sends no invitations: MessageAction must be SUPPRESS");
  const temporary = text(input["TemporaryPassword"]);
  if (temporary !== "") checkPassword(temporary, pool.spec.password);
  const password = temporary === "" ? undefined : await hashPassword(temporary);
  const user: User = { ...newUser(username, readAttributes(input, pool.spec)), password };
  if (pool.users.find(username)) throw new CognitoError("UsernameExistsException", "User account already exists");
  pool.users.save(user);
  return { User: { ...describeUser(user), Attributes: attributeList(user) } };
}

async function adminSetUserPassword(pool: Pool, given: User, input: JsonObject): Promise<void> {
  const password = text(input["Password"]);
  checkPassword(password, pool.spec.password);
  const hash = await hashPassword(password);
  const user = pool.users.get(given.username); // it may have changed while the hash was computed
  change(pool, user, { password: hash, status: flag(input["Permanent"]) ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD" });
}

const adminGetUser: Operation = (pool, input) => {
  const user = pool.users.get(text(input["Username"]));
  return { ...describeUser(user), UserAttributes: attributeList(user) };
};

const adminListGroupsForUser: Operation = (pool, input) => {
  const user = pool.users.get(text(input["Username"]));
  return { Groups: user.groups.map((GroupName) => ({ GroupName, UserPoolId: pool.spec.id })) };
};

const addToGroup = (pool: Pool, user: User, input: JsonObject): void => {
  const group = groupOf(pool, input);
  if (!user.groups.includes(group)) change(pool, user, { groups: [...user.groups, group] });
};

const removeFromGroup = (pool: Pool, user: User, input: JsonObject): void => {
  const group = groupOf(pool, input);
  if (user.groups.includes(group)) change(pool, user, { groups: user.groups.filter((other) => other !== group) });
};

/** Everything that the local pool can do; any other operation is refused by name. */
export const operations: Record<string, Operation> = {
  AdminCreateUser: adminCreateUser,
  AdminSetUserPassword: onUser(adminSetUserPassword),
  AdminInitiateAuth: adminInitiateAuth,
  RevokeToken: revokeToken,
  AdminGetUser: adminGetUser,
  AdminDeleteUser: onUser((pool, user) => {
    pool.tokens.revokeAll(user);
    pool.users.remove(user);
  }),
  AdminDisableUser: onUser((pool, user) => change(pool, user, { enabled: false })),
  AdminEnableUser: onUser((pool, user) => change(pool, user, { enabled: true })),
  AdminUpdateUserAttributes: onUser((pool, user, input) =>
    change(pool, user, { attributes: { ...user.attributes, ...readAttributes(input, pool.spec) } }),
  ),
  AdminAddUserToGroup: onUser(addToGroup),
  AdminRemoveUserFromGroup: onUser(removeFromGroup),
  AdminListGroupsForUser: adminListGroupsForUser,
  AdminUserGlobalSignOut: onUser((pool, user) => pool.tokens.revokeAll(user)),
  ListUsers: listUsers,
  ListUsersInGroup: (pool, input) => {
    groupOf(pool, input);
    return listUsersInGroup(pool, input);
  },
};

/** Parameters of a call that nothing here looks at must not pass unseen. */
const known =
  "UserPoolId ClientId Username Password Permanent AuthFlow AuthParameters Token UserAttributes GroupName MessageAction TemporaryPassword Filter Limit PaginationToken NextToken AttributesToGet".split(
    " ",
  );

/** @throws InvalidParameterException for a parameter that the local pool does not understand */
export function refuseUnknown(input: JsonObject): void {
  const extra = Object.keys(input).find((name) => !texts(known).includes(name));
  if (extra !== undefined) throw invalidParameter(`parameter ${extra} is not part of the local cloud`);
}
