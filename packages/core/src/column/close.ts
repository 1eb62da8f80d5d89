import { closeColumn, readCounts } from "../count/count.ts";
import { record } from "../event/event.ts";
import { dropped, order, type JobKey } from "../job/job.ts";
import type { Actor } from "../kit/actor.ts";
import { commit, mustMatch } from "../kit/commit.ts";
import { conflict, invalid, notFound } from "../kit/error.ts";
import { newId, projectOf } from "../kit/id.ts";
import { changeSettings, findFrame, mustLead, stillAllowed, type ColumnItem, type Frame } from "../project/frame.ts";
import { put, remove as removal, transact } from "../table/transact.ts";
import { ColumnEntity } from "./column.entity.ts";

/** The column and its project as the actor may see them. @throws AppError `not_found`. */
export async function open(actor: Actor, id: string): Promise<{ frame: Frame; column: ColumnItem }> {
  const project = projectOf(id);
  const frame = project && (await findFrame(actor, project));
  const column = frame && frame.columns.find((c) => c.id === id);
  if (!frame || !column) throw notFound("column");
  return { frame, column };
}

/** The job that empties a column. */
export const emptying = (project: string, id: string): JobKey => ({ project, kind: "column.empty", subject: id });

interface Closed {
  readonly project: string;
  /** Cards that it has. */
  readonly total: number;
  /** The event that tells of it, unless it was closed already. */
  readonly causedBy?: string;
}

/**
 * Closes a column to cards and orders the job that empties it; with at most `few` cards the request attends to it.
 * To close it once more changes nothing.
 */
export async function closeFor(actor: Actor, id: string, to: string, few: number): Promise<Closed> {
  const { frame, column } = await open(actor, id);
  mustLead(frame);
  mustTake(frame, id, to);
  const counts = await readCounts(frame.key, true);
  const total = counts.of(`c.${id}`);
  if (column.closing) return { project: frame.key, total };
  mustMatch(actor, column.version);
  const causedBy = newId();
  const job = { kind: "column.empty", project: frame.key, subject: id, args: { to }, causedBy } as const;
  await transact(actor, [
    put(ColumnEntity.put({ ...column, closing: true }).params()),
    changeSettings(frame, {}),
    ...closeColumn(frame.key, id, counts.perShard(`c.${id}`), { empty: false }),
    stillAllowed(actor, frame, "lead"),
    order(actor, total > few ? job : { ...job, attended: true }),
    record(actor, {
      id: causedBy,
      kind: "column.closed",
      subject: id,
      project: frame.key,
      at: new Date().toISOString(),
      changes: [{ field: "move_to", from: null, to }],
    }),
  ]);
  return { project: frame.key, total, causedBy };
}

function mustTake(frame: Frame, id: string, to: string): void {
  if (frame.columns.length === 1) throw conflict("column.last", "A project keeps at least one column.");
  if (id === to || !frame.columns.some((c) => c.id === to && !c.closing))
    throw invalid("move_to", "unknown", "There is no such other column in this project.");
}

/** Only an empty column goes; the shards' marks keep cards out from this moment on. */
export async function removeEmpty(actor: Actor, id: string, closed: boolean): Promise<void> {
  const { frame, column } = await open(actor, id);
  if (!closed) mustMatch(actor, column.version);
  mustLead(frame);
  const counts = await readCounts(frame.key, true);
  if (!frame.columns.some((c) => c.id !== id && !c.closing))
    throw conflict("column.last", "A project keeps at least one column.");
  if (counts.of(`c.${id}`) > 0)
    throw conflict("column.not_empty", "This column still holds tickets; move them, or name a column in move_to.");
  await commit(actor, [
    removal(ColumnEntity.delete({ project: frame.key, id }).params()),
    changeSettings(frame, { order: frame.settings.order.filter((o) => o !== id) }),
    ...closeColumn(frame.key, id, counts.perShard(`c.${id}`), { empty: true }),
    stillAllowed(actor, frame, "lead"),
    ...(closed ? [dropped(emptying(frame.key, id))] : []),
    record(actor, {
      kind: "column.deleted",
      subject: id,
      project: frame.key,
      at: new Date().toISOString(),
      changes: [{ field: "name", from: column.name, to: null }],
    }),
  ]);
}
