import { Service, type EntityItem } from "electrodb";
import { ColumnEntity } from "../column/column.entity.ts";
import type { Actor } from "../kit/actor.ts";
import { forbidden, invalid, notFound } from "../kit/error.ts";
import { TagEntity } from "../tag/tag.entity.ts";
import { check, put, type Write } from "../table/transact.ts";
import { Gate, Member, Settings } from "./project.entity.ts";

/** All that a project is but its tickets: one query, and who may see it follows from it. */
const service = new Service({ gate: Gate, settings: Settings, column: ColumnEntity, member: Member, tag: TagEntity });

export type GateItem = EntityItem<typeof Gate>;
export type SettingsItem = EntityItem<typeof Settings>;
export type ColumnItem = EntityItem<typeof ColumnEntity>;
export type MemberItem = EntityItem<typeof Member>;
export type TagItem = EntityItem<typeof TagEntity>;
export type Role = "superuser" | "lead" | "member";

export interface Frame {
  readonly key: string;
  readonly role: Role;
  readonly gate: GateItem;
  readonly settings: SettingsItem;
  /** From left to right. */
  readonly columns: readonly ColumnItem[];
  /** Former ones included. */
  readonly members: readonly MemberItem[];
  readonly tags: readonly TagItem[];
}

/**
 * The project as an actor may see it.
 * @throws AppError `not_found` when there is none, it is being deleted, or it isn't theirs: all the same.
 */
export async function enter(
  actor: Pick<Actor, "id" | "superuser">,
  project: string,
  consistent = true,
): Promise<Frame> {
  const frame = await findFrame(actor, project, consistent);
  if (!frame) throw notFound("project");
  return frame;
}

export async function findFrame(
  actor: Pick<Actor, "id" | "superuser">,
  project: string,
  consistent = true,
): Promise<Frame | undefined> {
  const { data } = await service.collections.frame({ project }).go({ pages: "all", consistent });
  const gate = data.gate[0];
  const settings = data.settings[0];
  if (gate?.state !== "active" || !settings) return undefined;
  const role = roleOf(actor, data.member);
  if (!role) return undefined;
  const columns = settings.order.map((id) => data.column.find((c) => c.id === id)).filter((c) => c !== undefined);
  return { key: gate.project, role, gate, settings, columns, members: data.member, tags: data.tag };
}

function roleOf(actor: Pick<Actor, "id" | "superuser">, members: readonly MemberItem[]): Role | undefined {
  if (actor.superuser) return "superuser";
  const role = members.find((m) => m.user === actor.id)?.role;
  return role === "former" ? undefined : role;
}

export const present = (frame: Frame): MemberItem[] => frame.members.filter((m) => m.role !== "former");

export const leads = (frame: Frame): boolean => frame.role !== "member";

export function mustLead(frame: Frame): void {
  if (!leads(frame)) throw forbidden("project.lead_only", "Only a lead of the project may do this.");
}

/**
 * The condition that stands in every write: a member must still be one (and still lead, where that was
 * needed), a superuser needs the project open. Deletion closes the gate and then removes the members, so
 * after both nobody's write gets in, at the price of one checked item. What is true now, reading anew tells.
 */
export function stillAllowed(actor: Actor, frame: Frame, needs: "member" | "lead" = "member"): Write {
  if (frame.role === "superuser")
    return check(Gate.get({ project: frame.key }).params(), () => "again", {
      names: { "#state": "state" },
      values: { ":active": "active" },
      expression: "#state = :active",
    });
  const values = needs === "lead" ? { ":lead": "lead" } : { ":lead": "lead", ":member": "member" };
  return check(Member.get({ project: frame.key, user: actor.id }).params(), () => "again", {
    names: { "#role": "role" },
    values,
    expression: `#role IN (${Object.keys(values).join(", ")})`,
  });
}

/**
 * The write of the settings that every change of the frame makes: it holds only if nobody has changed the
 * frame since it was read, so what was decided from all columns, members or tags still holds.
 */
export function changeSettings(frame: Frame, set: Partial<Omit<SettingsItem, "project" | "rev">>): Write {
  const { rev } = frame.settings;
  return put(
    Settings.put({ ...frame.settings, ...set, rev: rev + 1 })
      .where((a, o) => o.eq(a.rev, rev))
      .params(),
    () => "again",
  );
}

/** The members with these ids. @throws AppError `invalid` naming the field if one is no present member. */
export function membersOf(frame: Frame, ids: readonly string[], field: string): MemberItem[] {
  return [...new Set(ids)].map((id) => {
    const member = present(frame).find((m) => m.user === id);
    if (!member) throw invalid(field, "no_member", "Only members of the project can be named here.");
    return member;
  });
}
