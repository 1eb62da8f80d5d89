import { aColumn } from "../column/column.words.ts";
import type { Examples, Fields, Words } from "../reference/words.ts";
import { aTag } from "../tag/tag.words.ts";
import { aCard } from "../ticket/ticket.words.ts";
import { aUser } from "../user/user.words.ts";
import type * as Schemas from "./project.schema.ts";

const at = "2026-11-22T09:30:00.000Z";
const aMember: Schemas.Member = { ...aUser, role: "lead" };

export const aProject: Schemas.Project = {
  id: "DEMO",
  key: "DEMO",
  name: "Demo project",
  description: "Where everything may be tried.",
  lead_username: "ada",
  tickets_count: 12,
  columns_count: 4,
  edit_policy: "assignees",
  version: 3,
  created_at: at,
  updated_at: at,
};

const detail = { ...aProject, members: [aMember] };
const onBoard = { ...aColumn, tickets: [aCard], next: null };

export const projectExamples: Examples<typeof Schemas> = {
  Project: aProject,
  ProjectDetail: detail,
  Member: aMember,
  BoardColumn: onBoard,
  Board: { project: detail, columns: [onBoard], members: [aMember], tags: [aTag] },
  CreateProject: { key: "DEMO", name: "Demo project", member_usernames: ["grace"] },
  PatchProject: { name: "Engine room", edit_policy: "members" },
  PatchMember: { role: "lead" },
  AddMember: { username: "grace", role: "member" },
};

export const projectFields: Fields = {
  key: "2 to 10 letters and digits, a letter first. Immutable, and never used again.",
  lead_username: "The longest-serving lead. Writing it makes that member a lead.",
  member_usernames: "People who are members from the start; the caller leads.",
  edit_policy: "Who may change a ticket besides leads: its assignees and reporter, or every member.",
  user: "The person's id.",
  role: "`former` has left, and stays where they were assigned.",
  username: "Of the person; this or `email`.",
  email: "Of the person, proven; this or `username`.",
  next: "Where further cards of the column are; null when these are all.",
  tickets: "The first 50 by rank.",
};

const forLeads = "Leads and superusers only.";

export const projectWords: Words<typeof Schemas.projectRoutes> = {
  title: "Projects",
  about: "A team's place: columns, tickets, tags, and who belongs to it. A project's id is its key.",
  path: { key: "DEMO", user: aUser.id },
  routes: {
    list: { summary: "My projects", about: "A superuser's are all there are." },
    create: {
      summary: "Make a project",
      about: "With the columns To Do, In Progress, Review and Done; the caller leads it.",
      refuses: { 409: "The key is taken, now or by a former project." },
    },
    get: { summary: "One project with its members" },
    patch: { summary: "Change a project", about: forLeads, refuses: { 403: forLeads } },
    remove: {
      summary: "Delete a project",
      about: `It is invisible at once, with everything in it. ${forLeads}`,
      refuses: { 403: forLeads },
    },
    board: {
      summary: "All that a board needs to draw itself",
      about: "Columns from left to right, each with its first 50 cards; further ones by the column's `next`.",
    },
    members: { summary: "Who belongs to it" },
    addMember: {
      summary: "Add somebody, or change their role",
      about: `${forLeads} Adding by e-mail needs an address that is proven.`,
      also: { 200: "They were a member already; their role is now this one." },
      refuses: { 403: forLeads, 409: "The project would be left without a lead." },
    },
    patchMember: {
      summary: "Change somebody's role",
      about: forLeads,
      refuses: { 403: forLeads, 409: "The last lead has to stay one." },
    },
    removeMember: {
      summary: "Remove somebody, or leave",
      about: `Past assignments stay, with the role \`former\`. ${forLeads} Everybody may remove themselves.`,
      refuses: { 403: forLeads, 409: "The last lead has to stay." },
    },
  },
};
