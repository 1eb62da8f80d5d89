import { record } from "../event/event.ts";
import { order } from "../job/job.ts";
import type { Actor } from "../kit/actor.ts";
import { commit, mustMatch } from "../kit/commit.ts";
import { newId } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { tableName } from "../table/client.ts";
import { attempt, remove as removal, update, type Write } from "../table/transact.ts";
import { dismissal, mostLeavers } from "./dismiss.ts";
import { enter, mustLead, present, stillAllowed, type Frame } from "./frame.ts";
import { Settings } from "./project.entity.ts";
import { projectRoutes } from "./project.schema.ts";

/**
 * Closes the gate and takes the settings, which makes everything in the project invisible at once, and with
 * them the members, so that nobody's write gets in (`stillAllowed`). What is in it goes by a job (`clear.ts`), and so
 * do members for whom there is no room in the transaction.
 */
export const remove = operation(projectRoutes.remove, (actor, { params }) =>
  attempt(actor, () => close(actor, params.key)),
);

async function close(actor: Actor, key: string): Promise<undefined> {
  const frame = await enter(actor, key);
  mustMatch(actor, frame.settings.version);
  mustLead(frame);
  const people = present(frame);
  const many = people.length > mostLeavers;
  // A superuser's permission is the open gate itself, a lead's their membership: what is written is checked.
  const allowed = many && frame.role !== "superuser" ? [stillAllowed(actor, frame, "lead")] : [];
  const causedBy = newId();
  const event = record(actor, {
    id: causedBy,
    kind: "project.deleted",
    project: key,
    at: new Date().toISOString(),
    changes: [{ field: "name", from: frame.settings.name, to: null }],
  });
  const clearing = order(actor, { kind: "project.clear", project: key, subject: key, causedBy });
  await commit(actor, [...closing(frame), ...(many ? [] : people.flatMap(dismissal)), ...allowed, event, clearing]);
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
