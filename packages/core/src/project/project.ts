import { readCounts } from "../count/count.ts";
import { diff, record } from "../event/event.ts";
import { commit, mustMatch } from "../kit/commit.ts";
import { pageOf } from "../kit/cursor.ts";
import { conflict, invalid } from "../kit/error.ts";
import { operation } from "../kit/operation.ts";
import { readAll } from "../table/batch.ts";
import { attempt, put, type Write } from "../table/transact.ts";
import { findBy, findUser, type UserItem } from "../user/find.ts";
import {
  changeSettings,
  enter,
  mustLead,
  present,
  stillAllowed,
  type Frame,
  type MemberItem,
  type SettingsItem,
} from "./frame.ts";
import { visibleTo } from "./membership.ts";
import { countProject, inRole, newProject } from "./new-project.ts";
import { Member, Settings } from "./project.entity.ts";
import { projectRoutes } from "./project.schema.ts";
import { detailOf, noCounts, showDetail, showProject } from "./shown.ts";

export { board } from "./board.ts";
export { addMember, members, patchMember, removeMember } from "./members.ts";
export { remove } from "./remove.ts";

export const list = operation(projectRoutes.list, async (actor, { query }) => {
  const keys = await visibleTo(actor);
  const page = pageOf(actor.id, "/api/tickets/projects/", query, keys, (key) => [key, key]);
  const keyOf = (project: string) => ({ pk: `p#${project.toLowerCase()}`, sk: "b" });
  const [items, counts] = await Promise.all([
    readAll(page.results.map(keyOf)),
    Promise.all(page.results.map((key) => readCounts(key))),
  ]);
  const settings = items.flatMap((Item) => Settings.parse({ Item }).data ?? []);
  const results = page.results.flatMap((key, i) => {
    const found = settings.find((s) => s.project === key);
    return found ? [showProject(key, found, counts[i] ?? noCounts)] : [];
  });
  return { ...page, results };
});

export const get = operation(projectRoutes.get, async (actor, { params }) => {
  const [frame, counts] = await Promise.all([enter(actor, params.key), readCounts(params.key, true)]);
  return showDetail(frame, counts);
});

export const create = operation(projectRoutes.create, (actor, { body }) =>
  attempt(actor, async () => {
    const creator = await findUser(actor.id);
    if (!creator) throw conflict("user.unknown", "This account has no profile.");
    const others = await peopleNamed(body.member_usernames ?? [], creator);
    const people = [
      { user: creator, role: "lead" as const },
      ...others.map((user) => ({ user, role: "member" as const })),
    ];
    const { frame, writes } = newProject(actor, {
      key: body.key,
      name: body.name,
      description: body.description,
      people,
    });
    const answer = showDetail(frame, noCounts);
    // Membership beyond what one transaction holds is refused rather than half done.
    await commit(actor, [...writes, ...people.map((p) => countProject(p.user.id, 1))], { status: 201, answer });
    return answer;
  }),
);

/** In one transaction fit the project and so many people. */
const mostAtOnce = 40;

async function peopleNamed(names: readonly string[], creator: UserItem): Promise<UserItem[]> {
  if (names.length > mostAtOnce)
    throw invalid("member_usernames", "too_many", `Name at most ${mostAtOnce} people here and add the others later.`);
  const found = await Promise.all(names.map((n) => findBy("name", n)));
  const unknown = names.filter((_, i) => !found[i]?.is_active);
  if (unknown.length > 0) throw invalid("member_usernames", "unknown", `There is nobody called ${unknown.join(", ")}.`);
  const byId = new Map(found.flatMap((u) => (u && u.id !== creator.id ? [[u.id, u] as const] : [])));
  return [...byId.values()];
}

export const patch = operation(projectRoutes.patch, (actor, { params, body }) =>
  attempt(actor, async () => {
    const frame = await enter(actor, params.key);
    mustMatch(actor, frame.settings.version);
    mustLead(frame);
    const leader = body.lead_username === undefined ? undefined : memberCalled(frame, body.lead_username);
    const { name, edit_policy } = body;
    const { description: old, ...others } = frame.settings;
    const { description = old } = body;
    const settings = {
      ...others,
      ...(typeof description === "string" && { description }),
      ...(name !== undefined && { name }),
      ...(edit_policy && { edit_policy }),
    };
    const at = new Date().toISOString();
    const changes = diff<Partial<SettingsItem>>(frame.settings, settings, ["name", "description", "edit_policy"]);
    if (leader && leader.role !== "lead")
      changes.push({ field: "lead_username", from: frame.settings.lead ?? null, to: leader.username });
    if (changes.length === 0) return detailOf(frame);

    const membersAfter = frame.members.map((m) => (m === leader ? inRole(m, "lead", at) : m));
    const after = {
      ...settings,
      ...leadOf(membersAfter),
      version: settings.version + 1,
      rev: settings.rev + 1,
      updated_at: at,
    };
    const promoted: Write[] =
      leader && leader.role !== "lead" ? [put(Member.put(inRole(leader, "lead", at)).params())] : [];
    const answer = await detailOf({ ...frame, settings: after, members: membersAfter });
    const checks = promoted.length > 0 && leader?.user === actor.id ? [] : [stillAllowed(actor, frame, "lead")];
    await commit(actor, [
      changeSettings({ ...frame, settings }, after),
      ...promoted,
      ...checks,
      record(actor, { kind: "project.updated", project: frame.key, at, changes }),
    ]);
    return answer;
  }),
);

function memberCalled(frame: Frame, username: string): MemberItem {
  const member = present(frame).find((m) => m.username.toLowerCase() === username.toLowerCase());
  if (!member) throw invalid("lead_username", "no_member", "Only a member of the project can lead it.");
  return member;
}

/** Who has led longest, as the settings keep it. */
export function leadOf(members: readonly MemberItem[]): { lead?: string } {
  const begun = (m: MemberItem): string => m.leading ?? m.since;
  const longest = members.filter((m) => m.role === "lead").toSorted((a, b) => (begun(a) < begun(b) ? -1 : 1))[0];
  return longest ? { lead: longest.username } : {};
}
