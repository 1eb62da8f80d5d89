import { readCounts, type Counts } from "../count/count.ts";
import type { Column } from "../column/column.schema.ts";
import type { Tag } from "../tag/tag.schema.ts";
import type { Person } from "../user/people.ts";
import { present, type ColumnItem, type Frame, type MemberItem, type SettingsItem, type TagItem } from "./frame.ts";
import type { Member, Project, ProjectDetail } from "./project.schema.ts";

/** Projects, members, columns and tags as the API shows them. */
export const showProject = (key: string, settings: SettingsItem, counts: Counts): Project => ({
  id: key,
  key,
  name: settings.name,
  description: settings.description ?? null,
  lead_username: settings.lead ?? null,
  tickets_count: counts.of("total"),
  columns_count: settings.order.length,
  edit_policy: settings.edit_policy,
  version: settings.version,
  created_at: settings.created_at,
  updated_at: settings.updated_at,
});

export const showMember = (m: MemberItem): Member => ({
  id: m.user,
  username: m.username,
  first_name: m.first_name ?? null,
  last_name: m.last_name ?? null,
  email: m.email,
  role: m.role,
});

const roleOrder = { lead: 0, member: 1, former: 2 } as const;

/** Leads first, then by how long they have been here. */
export const showMembers = (frame: Frame): Member[] =>
  present(frame)
    .toSorted((a, b) => roleOrder[a.role] - roleOrder[b.role] || (a.since < b.since ? -1 : 1))
    .map(showMember);

export const showDetail = (frame: Frame, counts: Counts): ProjectDetail => ({
  ...showProject(frame.key, frame.settings, counts),
  members: showMembers(frame),
});

export const detailOf = async (frame: Frame): Promise<ProjectDetail> =>
  showDetail(frame, await readCounts(frame.key, true));

export const showColumn = (frame: Frame, column: ColumnItem, counts: Counts): Column => ({
  id: column.id,
  name: column.name,
  order: frame.settings.order.indexOf(column.id),
  color: column.color,
  status: column.status,
  wip_limit: column.wip_limit ?? null,
  project: frame.key,
  project_key: frame.key,
  tickets_count: counts.of(`c.${column.id}`),
  version: column.version,
  created_at: column.created_at,
  updated_at: column.updated_at,
});

/** `people` knows who made it, `tagged` how many tickets each tag has. */
export const showTag = (frame: Frame, tag: TagItem, tagged: Counts, people: ReadonlyMap<string, Person>): Tag => ({
  id: tag.id,
  name: tag.name,
  description: tag.description ?? null,
  color: tag.color,
  project: frame.key,
  project_name: frame.settings.name,
  tickets_count: tagged.of(tag.id),
  contacts_count: tag.contacts_count,
  created_by: people.get(tag.created_by ?? "") ?? null,
  version: tag.version,
  created_at: tag.created_at,
  updated_at: tag.updated_at,
});

export const noCounts: Counts = { of: () => 0, perShard: () => new Map() };
