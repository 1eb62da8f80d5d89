import { number, text, texts, type JsonObject } from "../kit/json.ts";
import { invalidParameter } from "./errors.ts";
import type { Pool } from "./pool.ts";
import { attributeList, describeUser, type User } from "./users.ts";

/** The most that Cognito returns in one page. */
const largestPage = 60;

const searchable = [
  "username",
  "email",
  "phone_number",
  "name",
  "given_name",
  "family_name",
  "preferred_username",
  "cognito:user_status",
  "status",
  "sub",
];

function valueOf(user: User, name: string): string {
  if (name === "username") return user.username;
  if (name === "sub") return user.sub;
  if (name === "cognito:user_status") return user.status;
  if (name === "status") return user.enabled ? "Enabled" : "Disabled";
  return user.attributes[name] ?? "";
}

/** `attribute = "value"` or `attribute ^= "beginning"`. */
function filter(expression: string): (user: User) => boolean {
  if (expression === "") return () => true;
  const found = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(expression);
  const [, name = "", operator, quoted = ""] = found ?? [];
  if (!found || !searchable.includes(name)) throw invalidParameter(`Error while parsing filter: ${expression}`);
  const value = quoted.replace(/\\(.)/g, "$1");
  return (user) => (operator === "=" ? valueOf(user, name) === value : valueOf(user, name).startsWith(value));
}

const cursor = (user: User): string => Buffer.from(user.sub).toString("base64url");

/** One page; the cursor names the last one shown, which must still exist to go on. */
function page(all: User[], limit: number, token: string): { items: User[]; next: string | undefined } {
  if (limit < 0 || limit > largestPage)
    throw invalidParameter(`1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint`);
  const from = token === "" ? 0 : all.findIndex((user) => cursor(user) === token) + 1;
  if (token !== "" && from === 0) throw invalidParameter("Invalid pagination token");
  const items = all.slice(from, from + (limit || largestPage));
  const last = items.at(-1);
  return { items, next: last && from + items.length < all.length ? cursor(last) : undefined };
}

const show = (user: User, wanted: readonly string[]): JsonObject => ({
  ...describeUser(user),
  Attributes: attributeList(user).filter(({ Name }) => wanted.length === 0 || wanted.includes(text(Name))),
});

export function listUsers(pool: Pool, input: JsonObject): JsonObject {
  const matches = pool.users.all().filter(filter(text(input["Filter"])));
  const { items, next } = page(matches, number(input["Limit"], 0), text(input["PaginationToken"]));
  const wanted = texts(input["AttributesToGet"]);
  return { Users: items.map((user) => show(user, wanted)), ...(next !== undefined && { PaginationToken: next }) };
}

/** @throws ResourceNotFoundException for an unknown group, by the caller's check */
export function listUsersInGroup(pool: Pool, input: JsonObject): JsonObject {
  const members = pool.users.all().filter((user) => user.groups.includes(text(input["GroupName"])));
  const { items, next } = page(members, number(input["Limit"], 0), text(input["NextToken"]));
  return { Users: items.map((user) => show(user, [])), ...(next !== undefined && { NextToken: next }) };
}
