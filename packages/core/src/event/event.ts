import type { Actor } from "../kit/actor.ts";
import { newId } from "../kit/id.ts";
import { put, type Write } from "../table/transact.ts";
import { EventEntity } from "./event.entity.ts";
import type { Change } from "./event.schema.ts";

export interface Happening {
  /** For what must name the event before it is written: a job. */
  readonly id?: string;
  readonly kind: `${string}.${string}`;
  readonly project: string;
  readonly changes: readonly Change[];
  /** The id of the column or person that a project's own event is about. */
  readonly subject?: string;
  /** A ticket's display key; without it the event is the project's own. */
  readonly ticket?: string;
  /** The ticket's version after it; its last when it is deleted. */
  readonly version?: number;
  readonly at: string;
}

/** Stands for the project in events that belong to none; no key looks like it. */
export const organisation = "-";

/** Where a project's own events live; a ticket's live with the ticket. */
export const projectHome = (project: string): string => `p#${project}#e`;
export const ticketHome = (project: string, number: number): string =>
  `t#${project}#${String(number).padStart(7, "0")}`;

/** The event of one accepted write, to stand in the same transaction as the write. */
export function record(actor: Pick<Actor, "id" | "requestId" | "causedBy">, what: Happening): Write {
  const home = what.ticket ? ticketHome(what.project, Number(what.ticket.split("-")[1])) : projectHome(what.project);
  return put(
    EventEntity.put({
      home,
      id: what.id ?? newId(),
      v: 1,
      kind: what.kind,
      project: what.project,
      ...(what.ticket && { ticket: what.ticket }),
      ...(what.subject && { subject: what.subject }),
      ...(what.version && { version: what.version }),
      ...(what.kind === "ticket.updated" && what.changes.some((c) => c.field === "name") && { renamed: true }),
      actor: { id: actor.id, via: "api" },
      at: what.at,
      request_id: actor.requestId,
      ...(actor.causedBy && { caused_by: actor.causedBy }),
      changes: [...what.changes],
    }).params(),
  );
}

/** The fields in which two states differ, as an event tells them: a text as changed, not as what. */
export function diff<T extends object>(before: T, after: T, fields: readonly (keyof T & string)[]): Change[] {
  return fields
    .filter((f) => JSON.stringify(before[f] ?? null) !== JSON.stringify(after[f] ?? null))
    .map((field) =>
      field === "description"
        ? { field, from: null, to: null }
        : { field, from: before[field] ?? null, to: after[field] ?? null },
    );
}
