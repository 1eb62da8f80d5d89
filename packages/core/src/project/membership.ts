import type { Actor } from "../kit/actor.ts";
import { readAll } from "../table/batch.ts";
import { queryRows, ticketOfKey } from "../table/rows.ts";
import { Member, Settings } from "./project.entity.ts";

const projects = (rows: readonly Readonly<Record<string, string>>[]): string[] =>
  rows.map((r) => ticketOfKey(r.pk ?? "").project);

/** The keys of the projects that a person belongs to, in the order of the keys. */
export const projectsOf = async (user: string): Promise<string[]> =>
  projects(await queryRows(Member.query.byUser({ user }).params()));

/** The keys of the projects that an actor may see: a superuser all of them. */
export const visibleTo = async (actor: Actor): Promise<string[]> =>
  actor.superuser ? projects(await queryRows(Settings.query.ofAll({}).params())) : projectsOf(actor.id);

/** Those of these projects that aren't being deleted: with very many members that takes a moment. */
export async function openAmong(keys: readonly string[]): Promise<Set<string>> {
  const gates = await readAll(keys.map((key) => ({ pk: `p#${key.toLowerCase()}`, sk: "a" })));
  return new Set(gates.filter((gate) => gate.state === "active").map((gate) => String(gate.project)));
}
