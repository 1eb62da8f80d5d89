import { record } from "../event/event.ts";
import type { Actor } from "../kit/actor.ts";
import { commit, mustMatch } from "../kit/commit.ts";
import { notFound } from "../kit/error.ts";
import { operation } from "../kit/operation.ts";
import { tableName } from "../table/client.ts";
import { attempt, put, remove as removal, transact, update, type Write } from "../table/transact.ts";
import { findFrame, mustLead, present, stillAllowed, type Frame, type MemberItem } from "./frame.ts";
import { countProject } from "./new-project.ts";
import { Gate, Member, Settings } from "./project.entity.ts";
import { projectRoutes } from "./project.schema.ts";

/** So many members leave in one transaction, two writes each, beside the three that close the project. */
const batch = 45;

/**
 * Closes the gate and takes the settings, which makes everything in the project invisible at once, and with
 * them the members, so that nobody's write gets in (`stillAllowed`). The tickets are unreachable from here on.
 */
export const remove = operation(projectRoutes.remove, async (actor, { params }) => {
  let left = await attempt(actor, () => close(actor, params.key));
  while (left.length > 0) left = await attempt(actor, () => dismissSome(actor, params.key));
  return undefined;
});

/** Returns who still has to leave: nobody, unless there are too many for one transaction. */
async function close(actor: Actor, key: string): Promise<MemberItem[]> {
  const frame = await findFrame(actor, key);
  if (!frame) return leftBehind(actor, key);
  mustMatch(actor, frame.settings.version);
  mustLead(frame);
  const people = present(frame);
  const many = people.length > batch;
  // A superuser's permission is the open gate itself, a lead's their membership: what is written is checked.
  const allowed = many && frame.role !== "superuser" ? [stillAllowed(actor, frame, "lead")] : [];
  const event = record(actor, {
    kind: "project.deleted",
    project: key,
    at: new Date().toISOString(),
    changes: [{ field: "name", from: frame.settings.name, to: null }],
  });
  await commit(actor, [...closing(frame), ...(many ? [] : people.flatMap(dismissal)), ...allowed, event]);
  return many ? people : [];
}

const closing = ({ key, settings }: Frame): Write[] => [
  update(
    {
      TableName: tableName,
      Key: { pk: `p#${key.toLowerCase()}`, sk: "a" },
      UpdateExpression: "SET #state = :deleting",
      ConditionExpression: "#state = :active",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":deleting": "deleting", ":active": "active" },
    },
    () => "again",
  ),
  removal(
    Settings.delete({ project: key })
      .where((a, o) => o.eq(a.rev, settings.rev))
      .params(),
    () => "again",
  ),
];

/** The members of a closed project whom a removal that was cut short has left. @throws AppError `not_found`. */
async function leftBehind(actor: Actor, project: string): Promise<MemberItem[]> {
  const [gate, members] = await Promise.all([
    Gate.get({ project }).go({ consistent: true }),
    Member.query.frame({ project }).go({ pages: "all", consistent: true }),
  ]);
  const people = members.data.filter((m) => m.role !== "former");
  const may = actor.superuser || people.some((m) => m.user === actor.id && m.role === "lead");
  if (gate.data?.state !== "deleting" || !may || people.length === 0) throw notFound("project");
  return people;
}

/** Whoever asks leaves last, and so can ask again until everybody has left. */
async function dismissSome(actor: Actor, project: string): Promise<MemberItem[]> {
  const people = await leftBehind(actor, project);
  const inOrder = people.toSorted((a, b) => Number(a.user === actor.id) - Number(b.user === actor.id));
  await transact(actor, inOrder.slice(0, batch).flatMap(dismissal));
  return inOrder.slice(batch);
}

const dismissal = (member: MemberItem): Write[] => [
  put(
    Member.put({ ...member, role: "former" })
      .where((a, o) => o.eq(a.role, member.role))
      .params(),
    () => "again",
  ),
  countProject(member.user, -1),
];
