import { record } from "../event/event.ts";
import { commit, mustMatch } from "../kit/commit.ts";
import { operation } from "../kit/operation.ts";
import { put, remove as removal, attempt, transact, update } from "../table/transact.ts";
import { tableName } from "../table/client.ts";
import { enter, mustLead, present, stillAllowed, type Frame } from "./frame.ts";
import { Member, Settings } from "./project.entity.ts";
import { projectRoutes } from "./project.schema.ts";
import type { Actor } from "../kit/actor.ts";

/**
 * Closes the gate and takes the settings, which makes everything in the project invisible at once, and then
 * the members, so that nobody's write gets in (`stillAllowed`). The tickets are unreachable from here on.
 */
export const remove = operation(projectRoutes.remove, async (actor, { params }) => {
  const frame = await attempt(actor, () => close(actor, params.key));
  await dismiss(actor, frame);
  return undefined;
});

async function close(actor: Actor, key: string): Promise<Frame> {
  const frame = await enter(actor, key);
  mustMatch(actor, frame.settings.version);
  mustLead(frame);
  const shut = update(
    {
      TableName: tableName,
      Key: { pk: `p#${key.toLowerCase()}`, sk: "a" },
      UpdateExpression: "SET #state = :deleting",
      ConditionExpression: "#state = :active",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":deleting": "deleting", ":active": "active" },
    },
    () => "again",
  );
  const gone = removal(
    Settings.delete({ project: key })
      .where((a, o) => o.eq(a.rev, frame.settings.rev))
      .params(),
    () => "again",
  );
  const event = record(actor, {
    kind: "project.deleted",
    project: key,
    at: new Date().toISOString(),
    changes: [{ field: "name", from: frame.settings.name, to: null }],
  });
  // A superuser's permission is the open gate itself, which is written here.
  await commit(actor, [shut, gone, ...(frame.role === "superuser" ? [] : [stillAllowed(actor, frame, "lead")]), event]);
  return frame;
}

const batch = 40;

async function dismiss(actor: Actor, frame: Frame): Promise<void> {
  const people = present(frame);
  for (let i = 0; i < people.length; i += batch) {
    const some = people.slice(i, i + batch);
    await transact(
      actor,
      some.flatMap((m) => [
        put(Member.put({ ...m, role: "former" }).params()),
        update({
          TableName: tableName,
          Key: { pk: `u#${m.user}`, sk: "a" },
          UpdateExpression: "ADD #projects :less",
          ExpressionAttributeNames: { "#projects": "projects" },
          ExpressionAttributeValues: { ":less": -1 },
        }),
      ]),
    );
  }
}
