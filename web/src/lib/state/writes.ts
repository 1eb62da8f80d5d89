import { ticketRoutes, type Card } from "@tessera/core/ticket/ticket.schema";
import { call } from "#lib/api/call.ts";
import { ApiError } from "#lib/api/error.ts";
import { commands, refused, ticket as said } from "#lib/text/messages.ts";
import { sentence } from "#lib/text/sentence.ts";
import type { BoardStore } from "./board.svelte.ts";
import { asShown, refuse, type Edit } from "./moves.ts";
import { inTurn } from "./turns.ts";
import { toasts } from "./toasts.svelte.ts";

/** Saves some fields. `label` names them to people if that is refused. */
export async function edit(board: BoardStore, id: string, fields: Edit, label: string): Promise<boolean> {
  const send = () => (fields.description === undefined ? patch(id, fields) : describe(board, id, fields));
  try {
    await board.write(
      { op: "edit", id, fields: asShown(board, id, fields) },
      () => inTurn(`edits ${id}`, send),
      (ticket) => ({ kind: "ticket", ticket }),
    );
    return true;
  } catch (error) {
    const own: Record<number, string> = { 403: refused.editForbidden };
    if (fields.description !== undefined) own[412] = refused.descriptionStale;
    const why = sentence(error, own);
    refuse(board, id, error, refused.edit(id, label, why));
    return false;
  }
}

/** To the first column of that status, if there is one: which, the API tells. */
export async function setStatus(
  board: BoardStore,
  id: string,
  status: Card["status"],
  label: string,
): Promise<boolean> {
  try {
    await board.write(
      { op: "edit", id, fields: { status } },
      () => inTurn(`edits ${id}`, () => call(ticketRoutes.patch, { params: { id }, body: { status } })),
      (ticket) => ({ kind: "ticket", ticket }),
    );
    return true;
  } catch (error) {
    refuse(board, id, error, refused.edit(id, label, sentence(error, { 403: refused.editForbidden })));
    return false;
  }
}

const patch = (id: string, body: Edit) => call(ticketRoutes.patch, { params: { id }, body });

/** A long text is the one field where two people may overwrite each other: it names the version that it was made from. */
async function describe(board: BoardStore, id: string, body: Edit) {
  const params = { id };
  const ticket = await call(ticketRoutes.get, { params });
  const before = board.savedDescription(id);
  if (before !== undefined && ticket.description !== before) {
    board.apply({ kind: "ticket", ticket });
    throw new ApiError(412, "ticket.stale", "", {}, null);
  }
  return call(ticketRoutes.patch, { params, body, ifMatch: ticket.version });
}

const UNDO_MS = 6000;

/** They wanted it back. */
export class Undone extends Error {}

/** Waits until it can no longer be undone. @throws Undone */
export const undoable = (text: string): Promise<void> =>
  new Promise((resolve, reject) =>
    toasts.show({
      tone: "good",
      text,
      ms: UNDO_MS,
      action: { label: commands.undo, run: () => reject(new Undone()) },
      ended: resolve,
    }),
  );

/** Gone from sight at once, from the API when the toast with its undo has gone. True when it was deleted. */
export async function remove(board: BoardStore, id: string): Promise<boolean> {
  try {
    await board.write(
      { op: "remove", id },
      async () => {
        await undoable(said.deleted(id));
        // The toast may have ended because the page goes: the request outlives it.
        await call(ticketRoutes.remove, { params: { id }, keepalive: true });
      },
      () => ({ kind: "gone", id }),
    );
    return true;
  } catch (error) {
    if (error instanceof Undone) return false;
    refuse(board, id, error, refused.remove(id, sentence(error, { 403: refused.removeForbidden })));
    return false;
  }
}

export async function follow(board: BoardStore, id: string, following: boolean): Promise<void> {
  const send = () => call(ticketRoutes.toggleFollow, { params: { id }, body: { following } });
  try {
    await board.write({ op: "edit", id, fields: { following } }, send, (answer) => ({
      kind: "follow",
      id,
      following: answer.following,
    }));
  } catch (error) {
    refuse(board, id, error, refused.follow(id, sentence(error)));
  }
}
