import { writeQuery, type Query } from "#lib/tickets/query.ts";
import { TicketList } from "./list.svelte.ts";
import type { Workspace } from "./workspace.svelte.ts";

/** Those that were looked at last, so that going back shows them at once. */
const MOST = 8;
const held = new WeakMap<Workspace, Map<string, TicketList>>();

/** The tickets of a query: as they were read before, or still to be read. */
export function listOf(workspace: Workspace, query: Query): TicketList {
  const lists = held.get(workspace) ?? new Map<string, TicketList>();
  held.set(workspace, lists);
  const name = writeQuery(query).toString();
  const list = lists.get(name) ?? new TicketList(workspace, query);
  lists.delete(name);
  lists.set(name, list);
  const [oldest] = lists.keys();
  if (lists.size > MOST && oldest !== undefined) lists.delete(oldest);
  return list;
}
