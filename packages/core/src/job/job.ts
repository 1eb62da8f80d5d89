import { DeleteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Actor, Visit } from "../kit/actor.ts";
import { client, tableName } from "../table/client.ts";
import { put, remove, type Write } from "../table/transact.ts";
import { JobEntity, type JobItem } from "./job.entity.ts";
import type { JobKind } from "./kinds.ts";

/** What is to be done after a request. */
export interface Order extends JobKey {
  readonly kind: JobKind;
  readonly args?: Readonly<Record<string, string>>;
  /** The id of the event that it follows from. */
  readonly causedBy?: string;
  /** The request does it itself: nobody else does, until it lets go or the sweep finds it dead. */
  readonly attended?: true;
}

/** A job's identity: what is done to what. A second order of the same replaces the first. */
export type JobKey = Pick<JobItem, "project" | "kind" | "subject">;

/** More wakes than this, a day's worth, and a job waits for a person (docs/runbook.md). */
const mostWakes = 24;

const keyOf = ({ project, kind, subject }: JobKey) => ({
  pk: `j#${project.toLowerCase()}`,
  sk: `${kind}#${subject.toLowerCase()}`,
});

/** The write that leaves work behind, to stand in the transaction that makes it necessary. */
export const order = (actor: Pick<Actor, "id" | "requestId">, { causedBy, ...what }: Order): Write =>
  put(
    JobEntity.put({
      ...what,
      actor: actor.id,
      request_id: actor.requestId,
      at: new Date().toISOString(),
      step: 1,
      ...(causedBy && { caused_by: causedBy }),
    }).params(),
  );

/** The write by which a request says that it has done an attended job itself. */
export const settled = (job: JobKey, gone: NonNullable<Write["refused"]>): Write =>
  remove({ TableName: tableName, Key: keyOf(job), ConditionExpression: "attribute_exists(pk)" }, gone);

/** The write that drops a job with the last of what it was for. */
export const dropped = (job: JobKey): Write => remove({ TableName: tableName, Key: keyOf(job) });

/** Milliseconds before the deadline at which a chunk of work ends in any case, so that what is left can be noted. */
const margin = 5000;

/** Until when a chunk of work may begin something more, in milliseconds since 1970. */
export const lastStart = ({ deadline }: Pick<Visit, "deadline">): number => deadline - margin;

/** In whose name a job works: with every right, since whoever ordered it had the right to. */
export const actorOf = (job: JobItem, visit: Visit): Actor => ({
  ...visit,
  id: job.actor,
  superuser: true,
  requestId: job.request_id,
  ...(job.caused_by && { causedBy: job.caused_by }),
});

/** Notes how far a job is; its record in the stream is what continues it. */
export const goOn = (job: JobItem, cursor: string): Promise<void> =>
  unlessRefused(
    new UpdateCommand({
      TableName: tableName,
      Key: keyOf(job),
      UpdateExpression: "SET #cursor = :cursor, #step = :next REMOVE #wakes",
      ConditionExpression: "#step = :step",
      ExpressionAttributeNames: { "#cursor": "cursor", "#step": "step", "#wakes": "wakes" },
      ExpressionAttributeValues: { ":cursor": cursor, ":step": job.step, ":next": job.step + 1 },
    }),
  );

export const end = (job: JobItem): Promise<void> =>
  unlessRefused(
    new DeleteCommand({
      TableName: tableName,
      Key: keyOf(job),
      ConditionExpression: "#step = :step",
      ExpressionAttributeNames: { "#step": "step" },
      ExpressionAttributeValues: { ":step": job.step },
    }),
  );

/** Has a job worked at from now on: one that its request lets go of, or one that nothing has moved for long. */
export const wake = (job: JobKey): Promise<void> =>
  unlessRefused(
    new UpdateCommand({
      TableName: tableName,
      Key: keyOf(job),
      UpdateExpression: "SET #step = #step + :one, #wakes = if_not_exists(#wakes, :none) + :one REMOVE #attended",
      ConditionExpression: "attribute_exists(pk) AND (attribute_not_exists(#wakes) OR #wakes < :most)",
      ExpressionAttributeNames: { "#step": "step", "#wakes": "wakes", "#attended": "attended" },
      ExpressionAttributeValues: { ":one": 1, ":none": 0, ":most": mostWakes },
    }),
  );

/** A refused condition means that the job is gone or somebody else has got on with it: nothing to do. */
async function unlessRefused(command: UpdateCommand | DeleteCommand): Promise<void> {
  try {
    await (command instanceof UpdateCommand ? client.send(command) : client.send(command));
  } catch (error) {
    if (!(error instanceof Error && error.name === "ConditionalCheckFailedException")) throw error;
  }
}
