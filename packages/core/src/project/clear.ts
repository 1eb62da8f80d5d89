import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { projectHome, ticketHome } from "../event/event.ts";
import type { JobItem } from "../job/job.entity.ts";
import { lastStart, order } from "../job/job.ts";
import type { Visit } from "../kit/actor.ts";
import { clearPartition } from "../table/clear.ts";
import { client, tableName } from "../table/client.ts";
import { attempt, mostWrites, transact } from "../table/transact.ts";
import { TagEntity } from "../tag/tag.entity.ts";
import { dismissal, mostLeavers } from "./dismiss.ts";
import { Gate, Member } from "./project.entity.ts";

/** Tickets of one chunk, and how many of them are cleared side by side. */
const chunk = 50;
const abreast = 10;
/** The cursor while members are left; afterwards it is the number of the next ticket. */
const leaving = "members";

/**
 * Takes everything out of a closed project: who is still in it, its tickets with all that is in their partitions,
 * counts, events and last its frame. What stays is the gate, `gone`, so that the key is never used again, and the
 * one event that tells who deleted the project.
 */
export async function clearProject(job: JobItem, visit: Visit): Promise<string | undefined> {
  const { project, cursor = leaving, caused_by: deletion = "" } = job;
  const until = lastStart(visit);
  // Only when nobody's write gets in any more (`stillAllowed`) is what is cleared clear for good.
  if (cursor === leaving && (await attempt(visit, () => dismissSome(visit, project)))) return leaving;
  const { data: gate } = await Gate.get({ project }).go({ consistent: true });
  if (gate?.state !== "deleting") return undefined;
  const first = cursor === leaving ? 1 : Number(cursor);
  const next = await clearTickets(project, first, Math.min(first + chunk, gate.next), until);
  if (next === gate.next) await orderTags(job, visit);
  if (next < gate.next || !(await clearRest(project, deletion, until))) return String(next);
  await close(project);
  return undefined;
}

/** Returns whether there are more. */
async function dismissSome(visit: Visit, project: string): Promise<boolean> {
  const { data } = await Member.query.frame({ project }).go({ pages: "all", consistent: true });
  const people = data.filter((m) => m.role !== "former");
  if (people.length > 0) await transact(visit, people.slice(0, mostLeavers).flatMap(dismissal));
  return people.length > mostLeavers;
}

/** By number, which finds what deleted tickets have left, too. Returns the first number that isn't done. */
async function clearTickets(project: string, from: number, to: number, until: number): Promise<number> {
  for (let n = from; n < to; n += abreast) {
    if (Date.now() > until) return n;
    const some = Array.from({ length: Math.min(abreast, to - n) }, (_, i) => ticketHome(project.toLowerCase(), n + i));
    const cleared = await Promise.all(some.map((pk) => clearPartition(pk, until)));
    if (cleared.includes(false)) return n;
  }
  return to;
}

/** What the project's tags have outside of it: contacts and teams. */
async function orderTags({ project, actor: id, request_id: requestId, caused_by: causedBy }: JobItem, visit: Visit) {
  const { data } = await TagEntity.query.frame({ project }).go({ pages: "all", consistent: true });
  const orders = data.map((tag) =>
    order({ id, requestId }, { kind: "tag.clear", project, subject: tag.id, ...(causedBy && { causedBy }) }),
  );
  for (let i = 0; i < orders.length; i += mostWrites) await transact(visit, orders.slice(i, i + mostWrites));
}

async function clearRest(project: string, deletion: string, until: number): Promise<boolean> {
  const key = project.toLowerCase();
  const gone = await Promise.all([
    ...["", "#a", "#g", "#d"].map((kind) => clearPartition(`k#${key}${kind}`, until)),
    clearPartition(projectHome(key), until, { keep: (sk) => sk === `e#${deletion}` }),
    clearPartition(`p#${key}`, until, { from: "b" }), // "a" is the gate
  ]);
  return !gone.includes(false);
}

async function close(project: string): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: { pk: `p#${project.toLowerCase()}`, sk: "a" },
      UpdateExpression: "SET #state = :gone",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":gone": "gone" },
    }),
  );
}
