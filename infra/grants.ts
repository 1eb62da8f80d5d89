import type { reactions } from "@tessera/core/reactions";
import type { routes } from "@tessera/core/routes";

/** A Lambda function of the API, named after the resource that it serves. */
export type FunctionName = keyof typeof routes;

/** A Lambda function that no request starts, but the stream or the clock. */
export type ReactionName = keyof typeof reactions;

/** What one function may do. The local cloud enforces this list, and the tests fail on a grant that nothing uses. */
export interface Grant {
  /** DynamoDB actions on items of the table; a transaction needs the action of each of its parts. */
  readonly table?: readonly TableAction[];
  /** Indexes that it may query. */
  readonly indexes?: readonly string[];
  /** Cognito actions on the user pool. */
  readonly people?: readonly PeopleAction[];
  /** Whether it sends mail. */
  readonly mail?: true;
  /** S3 actions on the attachments' objects. An address that a function signs lets its bearer do what the function may. */
  readonly files?: readonly FileAction[];
}

/** `ListBucket` is for the bucket itself: without it S3 answers 403 instead of 404 for what isn't there. */
type FileAction = "DeleteObject" | "GetObject" | "ListBucket" | "PutObject";

type TableAction =
  | "BatchGetItem"
  | "BatchWriteItem"
  | "ConditionCheckItem"
  | "DeleteItem"
  | "GetItem"
  | "PutItem"
  | "Query"
  | "UpdateItem";

type PeopleAction =
  | "AdminAddUserToGroup"
  | "AdminCreateUser"
  | "AdminDeleteUser"
  | "AdminDisableUser"
  | "AdminEnableUser"
  | "AdminInitiateAuth"
  | "AdminRemoveUserFromGroup"
  | "AdminSetUserPassword"
  | "AdminUserGlobalSignOut";

export const grants: Record<FunctionName | ReactionName, Grant> = {
  health: {},
  reference: {},
  auth: {
    table: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["gsi10"],
    people: ["AdminCreateUser", "AdminSetUserPassword", "AdminInitiateAuth", "AdminUserGlobalSignOut"],
    mail: true,
  },
  users: {
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "ConditionCheckItem"],
    indexes: ["gsi10", "gsi14"],
    people: [
      "AdminAddUserToGroup",
      "AdminRemoveUserFromGroup",
      "AdminDisableUser",
      "AdminEnableUser",
      "AdminUserGlobalSignOut",
    ],
  },
  projects: {
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
    indexes: ["gsi1", "gsi10", "gsi14"],
  },
  columns: {
    table: ["Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
    indexes: ["gsi1", "gsi10", "gsi14"],
  },
  tags: {
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
    indexes: ["gsi9", "gsi10", "gsi14"],
  },
  contacts: {
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["gsi10", "gsi14", "gsi15"],
  },
  attachments: {
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
    files: ["GetObject", "ListBucket", "PutObject"],
  },
  tickets: {
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
    indexes: Array.from({ length: 14 }, (_, n) => `gsi${n + 1}`),
    files: ["GetObject"], // of those that come with a ticket
  },
  comments: {
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
  },
  links: {
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
  },
  cleanup: {
    table: [
      "GetItem",
      "BatchGetItem",
      "Query",
      "PutItem",
      "UpdateItem",
      "DeleteItem",
      "ConditionCheckItem",
      "BatchWriteItem",
    ],
    indexes: ["gsi1", "gsi9"],
    people: ["AdminDeleteUser"],
    files: ["DeleteObject", "GetObject", "ListBucket"],
  },
  arrivals: { table: ["UpdateItem"], files: ["DeleteObject"] },
  search: { table: ["GetItem", "Query", "BatchWriteItem"] },
  sweep: { table: ["UpdateItem"], indexes: ["gsi14"] },
};
