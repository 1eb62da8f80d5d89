import { readCounts } from "../count/count.ts";
import type { JobItem } from "../job/job.entity.ts";
import { actorOf, lastStart, wake } from "../job/job.ts";
import type { Actor, Visit } from "../kit/actor.ts";
import { AppError } from "../kit/error.ts";
import { displayId } from "../kit/id.ts";
import { Reply } from "../kit/operation.ts";
import { findFrame } from "../project/frame.ts";
import { attempt, pause, transact } from "../table/transact.ts";
import { CardEntity } from "../ticket/ticket.entity.ts";
import { change, open } from "../ticket/ticket.ts";
import { closeFor, emptying, removeEmpty } from "./close.ts";

/** Up to so many cards the request moves itself, beyond it the answer is 202 (CONTRACT section 5). */
const few = 50;
/** Cards of one chunk. */
const chunk = 25;

/**
 * Moves a column's cards to the end of another, each by its own transaction and event, and then takes the column away.
 * First it is closed to new cards, so that it can only get emptier, and with that a job is ordered: whatever becomes of
 * this request, the column goes.
 */
export async function moveAway(actor: Actor, id: string, to: string): Promise<Reply<undefined>> {
  const { project, total, causedBy } = await attempt(actor, () => closeFor(actor, id, to, few));
  const job = emptying(project, id);
  if (total > few) return new Reply(undefined, { status: 202 });
  try {
    const mover = { ...actor, ...(causedBy && { causedBy }) };
    while (!(await emptySome(mover, project, id, to)))
      if (Date.now() > lastStart(actor)) {
        await wake(job);
        return new Reply(undefined, { status: 202 });
      }
    return new Reply(undefined, { status: 204 });
  } catch (error) {
    await wake(job).catch(() => undefined); // the first failure is the one to tell, and the sweep finds the job
    throw error;
  }
}

/** The job: with nobody's membership to ask for, since whoever ordered it may have left. */
export async function emptyColumn(job: JobItem, visit: Visit): Promise<string | undefined> {
  const { project, subject } = job;
  const args: unknown = job.args;
  const { to = "" } = args as { to?: string }; // as `closeFor` orders it
  return (await emptySome(actorOf(job, visit), project, subject, to)) ? undefined : "cards";
}

/** Moves some cards, and takes the column away when there are none. Answers whether it is gone. */
async function emptySome(actor: Actor, project: string, id: string, wanted: string): Promise<boolean> {
  const frame = await findFrame(actor, project);
  if (!frame?.columns.some((c) => c.id === id)) return true;
  // The column that was named may be on its way out, too, by now; another one is always open.
  const others = frame.columns.filter((c) => c.id !== id && !c.closing);
  const to = others.find((c) => c.id === wanted) ?? others[0];
  if (!to) throw new Error(`no column of ${project} takes the cards of ${id}`);
  const { data } = await CardEntity.query.board({ column: id }).go({ limit: chunk });
  for (const card of data) {
    if (Date.now() > lastStart(actor)) return false;
    await moveOne(actor, displayId(card), id, to.id);
  }
  if ((await readCounts(project, true)).of(`c.${id}`) === 0) return takeAway(actor, id);
  if (data.length === 0) await pause(5); // the board's index is behind the counts
  return false;
}

/** Two may empty a column at once: whom the other forestalled has what was asked for, too. */
async function takeAway(actor: Actor, id: string): Promise<true> {
  await attempt(actor, () => removeEmpty(actor, id, true)).catch((error: unknown) => {
    if (!(error instanceof AppError && error.code === "column.not_found")) throw error;
  });
  return true;
}

/**
 * Others may have moved or deleted the card since the index listed it: then it is not ours to move. Or the column that was
 * to take it is on its way out, too, by now: then another one does, which is chosen from the frame as it is next.
 */
const moveOne = (actor: Actor, ticket: string, from: string, to: string): Promise<void> =>
  attempt(actor, async () => {
    try {
      const opened = await open(actor, ticket);
      if (opened.card.column !== from) return;
      const changed = await change(actor, opened, { column: to }, "lead");
      if (changed) await transact(actor, changed.writes);
    } catch (error) {
      if (!(error instanceof AppError && (error.kind === "not_found" || error.kind === "invalid"))) throw error;
    }
  });
