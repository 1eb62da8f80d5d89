import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { InferOutput } from "valibot";
import type { Actor } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { invalid, notFound, type AppError } from "../kit/error.ts";
import { projectOf } from "../kit/id.ts";
import { operation } from "../kit/operation.ts";
import { findFrame, stillAllowed, type Frame } from "../project/frame.ts";
import { projectsOf } from "../project/membership.ts";
import { client, tableName } from "../table/client.ts";
import { foundIn } from "../table/rows.ts";
import { Again, attempt, update, type Write } from "../table/transact.ts";
import { applied } from "./change.ts";
import { parentWrites } from "./hierarchy.ts";
import { newCard, newTicketWrites, numbered } from "./new-ticket.ts";
import { rankFor } from "./place.ts";
import { show } from "./ticket.ts";
import { ticketRoutes, type CreateTicket } from "./ticket.schema.ts";

type Body = InferOutput<typeof CreateTicket>;

export const create = operation(ticketRoutes.create, (actor, { body }) => {
  let raced = false;
  return attempt(actor, async () => {
    const frame = await projectFor(actor, body);
    const column = columnFor(frame, body);
    const { project: _, parent, ...fields } = body;
    const wanted = applied(newCard(actor, frame, body, column), fields, frame, actor);
    const prepared = Promise.all([
      rankFor(frame, { column: column.id, before: body.before, after: body.after }),
      parent ? parentWrites(frame, wanted, parent, true) : [],
    ]);
    // What can still be refused is known before a number is spent; an appended ticket waits for nothing.
    if (parent ?? body.before ?? body.after) await prepared;
    const [[rank, family], { number, at, taken }] = await Promise.all([prepared, numberIn(frame, raced)]);
    raced = true;
    const card = numbered({ ...wanted, parent: parent ?? "-", rank: rank ?? "" }, number, at, body);

    const answer = await show(actor, { frame, card, text: body.description ?? null });
    const writes = [
      ...newTicketWrites(actor, frame, card, body.description ?? null),
      ...family,
      ...taken,
      // One transaction can't check the gate, which is what superusers' writes do, and change it.
      ...(taken.length > 0 && frame.role === "superuser" ? [] : [stillAllowed(actor, frame)]),
    ];
    await commit(actor, writes, { status: 201, answer });
    return answer;
  });
});

/** The project is named, or follows from the column, or is the only one that the caller has. */
async function projectFor(actor: Actor, body: Body): Promise<Frame> {
  const ofColumn = body.column ? projectOf(body.column) : undefined;
  const key = body.project ?? ofColumn ?? (await onlyProject(actor));
  const frame = await findFrame(actor, key);
  if (!frame) throw unknownProject(body);
  return frame;
}

const unknownProject = (body: Body): AppError =>
  body.project
    ? invalid("project", "unknown", "There is no such project, or you don't belong to it.")
    : invalid("column", "unknown", "There is no such column.");

async function onlyProject(actor: Actor): Promise<string> {
  const keys = await projectsOf(actor.id);
  if (keys.length !== 1 || !keys[0]) throw invalid("project", "required", "This field is required.");
  return keys[0];
}

function columnFor(frame: Frame, body: Body) {
  const open = frame.columns.filter((c) => !c.closing);
  const byStatus = body.status && !body.column ? open.find((c) => c.status === body.status) : undefined;
  const column = body.column ? open.find((c) => c.id === body.column) : (byStatus ?? open[0]);
  if (!column) throw invalid("column", "unknown", "There is no such column in this project.");
  return column;
}

interface Numbered {
  readonly number: number;
  readonly at: string;
  /** What makes the number the ticket's, if that is part of its own transaction. */
  readonly taken: Write[];
}

/** Milliseconds since the newest ticket after which nobody else is likely to be making one. */
const calm = 500;

/**
 * In a calm project the number that the frame tells is taken with the ticket itself, which saves a round trip. When others
 * are at it, too, that would fail again and again: then it is allotted first.
 */
async function numberIn({ key, gate }: Frame, raced: boolean): Promise<Numbered> {
  const at = new Date().toISOString();
  if (raced || Date.parse(at) - Date.parse(gate.at) < calm) return { ...(await allot(key, at)), taken: [] };
  const take = update(
    {
      ...counting(key, at),
      ConditionExpression: "#state = :active AND #at <= :at AND #next = :next",
      ExpressionAttributeValues: { ":at": at, ":one": 1, ":active": "active", ":next": gate.next },
    },
    (found) => (found?.state === "active" ? "again" : notFound("project")),
  );
  return { number: gate.next, at, taken: [take] };
}

const counting = (project: string, at: string) => ({
  TableName: tableName,
  Key: { pk: `p#${project.toLowerCase()}`, sk: "a" },
  UpdateExpression: "SET #at = :at ADD #next :one",
  ConditionExpression: "#state = :active AND #at <= :at",
  ExpressionAttributeNames: { "#at": "at", "#next": "next", "#state": "state" },
  ExpressionAttributeValues: { ":at": at, ":one": 1, ":active": "active" },
});

/**
 * The project's next number, with a creation instant that is never earlier than that of the number before,
 * whatever the clocks of two functions say. A number whose ticket isn't written after all stays a gap.
 */
async function allot(project: string, at: string): Promise<{ number: number; at: string }> {
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        ...counting(project, at),
        ReturnValues: "UPDATED_OLD",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return { number: Number(Attributes?.next), at };
  } catch (error) {
    const found = foundIn(error);
    if (found?.state === "active") return allot(project, String(found.at));
    if (found) throw notFound("project");
    // Superusers' transactions check the same item.
    if (error instanceof Error && error.name === "TransactionConflictException") throw new Again();
    throw error;
  }
}
