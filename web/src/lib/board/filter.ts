import { types, type Card, type TicketType } from "@tessera/core/ticket/ticket.schema";

export type Priority = Card["priority_id"];
export const priorities: readonly Priority[] = [4, 3, 2, 1];

/** Which cards a board shows. It lives in the page's address: people share it, and go back to it. */
export interface Filter {
  readonly mine: boolean;
  readonly unassigned: boolean;
  readonly types: readonly TicketType[];
  readonly priorities: readonly Priority[];
  readonly text: string;
}

export const everything: Filter = { mine: false, unassigned: false, types: [], priorities: [], text: "" };

export const isActive = (filter: Filter): boolean => writeFilter(filter, new URLSearchParams()).size > 0;

/** Of an address: all that is read of it. */
type Params = Pick<URLSearchParams, "get">;

const words = (params: Params, name: string): string[] => (params.get(name) ?? "").split(",");

/** What an address asks for; words that mean nothing ask for nothing. */
export function readFilter(params: Params): Filter {
  const people = words(params, "who");
  return {
    mine: people.includes("me"),
    unassigned: people.includes("nobody"),
    types: types.filter((type) => words(params, "type").includes(type)),
    priorities: priorities.filter((priority) => words(params, "priority").includes(String(priority))),
    text: params.get("q") ?? "",
  };
}

/** The address's parameters with this filter in them; others stay. */
export function writeFilter(filter: Filter, params: URLSearchParams): URLSearchParams {
  const all = new URLSearchParams(params);
  const set = (name: string, value: string) => (value === "" ? all.delete(name) : all.set(name, value));
  set("who", [filter.mine && "me", filter.unassigned && "nobody"].filter(Boolean).join(","));
  set("type", filter.types.join(","));
  set("priority", filter.priorities.join(","));
  set("q", filter.text);
  return all;
}

export type Filterable = Pick<Card, "id" | "name" | "type" | "priority_id" | "assignee_ids">;

/** Whether a card is shown to `me`. Within one kind of filter any of its choices will do. */
export function passes(card: Filterable, filter: Filter, me: string | undefined): boolean {
  const anybodys = !filter.mine && !filter.unassigned;
  const isMine = filter.mine && me !== undefined && card.assignee_ids.includes(me);
  const isNobodys = filter.unassigned && card.assignee_ids.length === 0;
  if (!anybodys && !isMine && !isNobodys) return false;
  if (filter.types.length > 0 && !filter.types.includes(card.type)) return false;
  if (filter.priorities.length > 0 && !filter.priorities.includes(card.priority_id)) return false;
  const text = `${card.id} ${card.name}`.toLowerCase();
  return filter.text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** One choice of a list, taken if it wasn't and given back if it was. */
export const toggled = <T>(list: readonly T[], one: T): T[] =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
