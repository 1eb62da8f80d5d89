import { put, type Write } from "../table/transact.ts";
import type { MemberItem } from "./frame.ts";
import { countProject } from "./new-project.ts";
import { Member } from "./project.entity.ts";

/** So many members leave in one transaction, two writes each, beside the few that close a project. */
export const mostLeavers = 45;

/** The writes by which a member of a closed project leaves it; they fail when the role has changed meanwhile. */
export const dismissal = (member: MemberItem): Write[] => [
  put(
    Member.put({ ...member, role: "former" })
      .where((a, o) => o.eq(a.role, member.role))
      .params(),
    () => "again",
  ),
  countProject(member.user, -1),
];
