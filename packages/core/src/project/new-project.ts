import type { EntityItem } from "electrodb";
import { ColumnEntity } from "../column/column.entity.ts";
import type { Status } from "../column/column.schema.ts";
import { record } from "../event/event.ts";
import type { Actor } from "../kit/actor.ts";
import { AppError, conflict } from "../kit/error.ts";
import { idIn } from "../kit/id.ts";
import { tableName } from "../table/client.ts";
import { put, update, type Write } from "../table/transact.ts";
import type { UserEntity } from "../user/user.entity.ts";
import type { Frame, MemberItem, Role } from "./frame.ts";
import { Gate, Member, Settings } from "./project.entity.ts";

/** The columns of a new project and what each stands for (CONTRACT section 5). */
const defaults: readonly { name: string; status: Status; color: string }[] = [
  { name: "To Do", status: "new", color: "#5e6c84" },
  { name: "In Progress", status: "in_progress", color: "#0052cc" },
  { name: "Review", status: "review", color: "#ff991f" },
  { name: "Done", status: "done", color: "#36b37e" },
];

export const mostProjects = 100;

export interface NewProject {
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  /** The creator, who leads, and whoever else belongs to it from the start. */
  readonly people: readonly { user: EntityItem<typeof UserEntity>; role: "lead" | "member" }[];
}

/** A member's item from a person's. */
export const memberItem = (
  project: string,
  user: EntityItem<typeof UserEntity>,
  role: MemberItem["role"],
  since: string,
  leading = since,
): MemberItem => ({
  project,
  user: user.id,
  role,
  username: user.username,
  email: user.email,
  since,
  ...(user.first_name && { first_name: user.first_name }),
  ...(user.last_name && { last_name: user.last_name }),
  ...(role === "lead" && { leading }),
});

/** A member in another role from now on. */
export function inRole(member: MemberItem, role: MemberItem["role"], at: string): MemberItem {
  const { leading = at, ...others } = member;
  return { ...others, role, ...(role === "lead" && { leading }) };
}

/** One project more, or fewer, for a person; `rev` tells whoever is writing the rest of the profile. @throws (as the write's refusal) when they have too many. */
export function countProject(user: string, by: 1 | -1): Write {
  return update(
    {
      TableName: tableName,
      Key: { pk: `u#${user}`, sk: "a" },
      UpdateExpression: "ADD #projects :by, #rev :one",
      ...(by > 0 ? { ConditionExpression: "#projects < :most" } : { ConditionExpression: "attribute_exists(pk)" }),
      ExpressionAttributeNames: { "#projects": "projects", "#rev": "rev" },
      ExpressionAttributeValues: { ":by": by, ":one": 1, ...(by > 0 && { ":most": mostProjects }) },
    },
    () => new AppError("invalid", "project.too_many", `A person belongs to at most ${mostProjects} projects.`),
  );
}

/** A whole new project: what it looks like, and the writes that make it, its key's guard first among them. */
export function newProject(
  actor: Pick<Actor, "id" | "requestId">,
  wish: NewProject,
  role: Role = "lead",
): { frame: Frame; writes: Write[] } {
  const at = new Date().toISOString();
  const project = wish.key;
  const columns = defaults.map((c) => ({
    ...c,
    project,
    id: idIn(project),
    version: 1,
    created_at: at,
    updated_at: at,
  }));
  const members = wish.people.map((p) => memberItem(project, p.user, p.role, at));
  const gate = { project, state: "active" as const, next: 1, at };
  const lead = members.find((m) => m.role === "lead")?.username;
  const settings = {
    project,
    name: wish.name,
    edit_policy: "assignees" as const,
    order: columns.map((c) => c.id),
    rev: 1,
    version: 1,
    created_at: at,
    updated_at: at,
    ...(wish.description !== null && { description: wish.description }),
    ...(lead && { lead }),
  };
  const writes = [
    put(Gate.create(gate).params(), () => conflict("project.key_taken", `The key ${project} is taken.`, "key")),
    put(Settings.put(settings).params()),
    ...columns.map((c) => put(ColumnEntity.put(c).params())),
    ...members.map((m) => put(Member.put(m).params())),
    record(actor, { kind: "project.created", project, at, changes: [{ field: "name", from: null, to: wish.name }] }),
  ];
  return { frame: { key: project, role, gate, settings, columns, members, tags: [] }, writes };
}
