import { closeColumn, readCounts } from "../count/count.ts";
import type { Actor } from "../kit/actor.ts";
import { mustMatch } from "../kit/commit.ts";
import { AppError, conflict, invalid, notFound } from "../kit/error.ts";
import { projectOf } from "../kit/id.ts";
import { Reply } from "../kit/operation.ts";
import { changeSettings, findFrame, mustLead, stillAllowed, type Frame } from "../project/frame.ts";
import { attempt, pause, put, transact } from "../table/transact.ts";
import { CardEntity } from "../ticket/ticket.entity.ts";
import { displayId } from "../kit/id.ts";
import { change, open } from "../ticket/ticket.ts";
import { ColumnEntity } from "./column.entity.ts";

/** Beyond this many cards the answer is 202 (CONTRACT section 5). */
const few = 50;

/**
 * Moves a column's cards to the end of another, each by its own transaction and event. First the column is
 * closed to new ones, so that it can only get emptier; if this is cut short, asking again goes on.
 */
export async function moveCards(actor: Actor, id: string, to: string): Promise<Reply<undefined> | undefined> {
  const total = await attempt(actor, () => close(actor, id, to));
  let left = total;
  for (let n = 0; left > 0; n++) {
    const { data } = await CardEntity.query.board({ column: id }).go({ limit: 25 });
    for (const card of data) await moveOne(actor, displayId(card), id, to);
    left = (await readCounts(projectOf(id) ?? "", true)).of(`c.${id}`);
    if (data.length === 0) await pause(n); // the board's index is behind the counts
    if (left > 0 && Date.now() > actor.deadline - 3000) throw tooSlow();
  }
  return total > few ? new Reply(undefined, { status: 202 }) : new Reply(undefined, { status: 204 });
}

const tooSlow = (): AppError =>
  new AppError(
    "unavailable",
    "column.moving",
    "The column takes no new cards and is being emptied. Ask again to go on.",
    { retryAfter: 1 },
  );

async function close(actor: Actor, id: string, to: string): Promise<number> {
  const project = projectOf(id);
  const frame = project && (await findFrame(actor, project));
  const column = frame && frame.columns.find((c) => c.id === id);
  if (!frame || !column) throw notFound("column");
  mustLead(frame);
  mustTake(frame, id, to);
  const counts = await readCounts(frame.key, true);
  const total = counts.of(`c.${id}`);
  if (column.closing) return total;
  mustMatch(actor, column.version);
  await transact(actor, [
    put(ColumnEntity.put({ ...column, closing: true }).params()),
    changeSettings(frame, {}),
    ...closeColumn(frame.key, id, counts.perShard(`c.${id}`), { empty: false }),
    stillAllowed(actor, frame, "lead"),
  ]);
  return total;
}

function mustTake(frame: Frame, id: string, to: string): void {
  if (frame.columns.length === 1) throw conflict("column.last", "A project keeps at least one column.");
  if (id === to || !frame.columns.some((c) => c.id === to && !c.closing))
    throw invalid("move_to", "unknown", "There is no such other column in this project.");
}

/** Others may have moved or deleted the card since the index listed it: then it is not ours to move. */
const moveOne = (actor: Actor, ticket: string, from: string, to: string): Promise<void> =>
  attempt(actor, async () => {
    try {
      const opened = await open(actor, ticket);
      if (opened.card.column !== from) return;
      const changed = await change(actor, opened, { column: to }, "lead");
      if (changed) await transact(actor, changed.writes);
    } catch (error) {
      if (!(error instanceof AppError && error.kind === "not_found")) throw error;
    }
  });
