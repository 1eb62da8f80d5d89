import { decodeTime, monotonicFactory } from "ulid";

const next = monotonicFactory();

/** A ULID in lower case: ElectroDB folds the case of keys, so ids have only one to begin with. */
export const newId = (): string => next().toLowerCase();

/** When an id of ours was made: ISO 8601, UTC, milliseconds. Ids of one function never run against this. */
export const madeAt = (own: string): string => new Date(decodeTime(own)).toISOString();

/** `demo.01jd…`: a project's thing, carrying the partition that it lives in. */
export const idIn = (project: string, own: string = newId()): string => `${project.toLowerCase()}.${own}`;

/** The project that an id says it lives in, or undefined if it isn't such an id. */
export function projectOf(id: string): string | undefined {
  return /^([a-z][a-z0-9]{1,9})\.[0-9a-hjkmnp-tv-z]{26}$/.exec(id)?.[1]?.toUpperCase();
}

export interface TicketKey {
  readonly project: string;
  readonly number: number;
}

/** `DEMO-12` taken apart, or undefined if it isn't a ticket's key. */
export function ticketKey(id: string): TicketKey | undefined {
  const [, project, number] = /^([A-Z][A-Z0-9]{1,9})-([1-9]\d{0,6})$/.exec(id.toUpperCase()) ?? [];
  return project && number ? { project, number: Number(number) } : undefined;
}

export const displayId = ({ project, number }: TicketKey): string => `${project}-${number}`;

/** A thing of a ticket: the ticket that it lives with, and its own id there. */
export interface PartKey extends TicketKey {
  readonly id: string;
}

/** `demo-12.01jd…`: a comment's or an attachment's id, carrying the ticket that it lives with. */
export const idOn = ({ id, ...ticket }: PartKey): string => `${displayId(ticket).toLowerCase()}.${id}`;

/** `demo-12.01jd…` taken apart, or undefined if it isn't such an id. */
export function partKey(id: string): PartKey | undefined {
  const [, home = "", own = ""] = /^([^.]+)\.([0-9a-hjkmnp-tv-z]{26})$/.exec(id) ?? [];
  const ticket = ticketKey(home);
  return ticket && { ...ticket, id: own };
}

/** Cognito's `sub`, which is a user's id. */
export const isUserId = (id: string): boolean => /^[0-9a-f-]{36}$/.test(id);
