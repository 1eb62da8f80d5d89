import { aColumn } from "../column/column.words.ts";
import type { Examples, Fields, Words } from "../reference/words.ts";
import { aUser } from "../user/user.words.ts";
import type * as Schemas from "./ticket.schema.ts";

const at = "2026-11-22T09:30:00.000Z";
const aTicketTag = {
  id: "demo.01kb2q4m6n8p0r2s4t6v8w0x3z",
  name: "engine",
  color: "#36b37e",
  added_by: aUser,
  added_at: at,
};
const aSubtask: Schemas.Ticket["subtasks"][number] = {
  id: "DEMO-8",
  name: "Cut the gears",
  status: "new",
  type: "task",
  assignee_ids: [aUser.id],
};

export const aCard: Schemas.Card = {
  id: "DEMO-7",
  number: 7,
  name: "Build the engine",
  type: "story",
  status: "in_progress",
  priority_id: 3,
  urgency: "normal",
  importance: "high",
  project: "DEMO",
  project_key: "DEMO",
  column: aColumn.id,
  column_name: aColumn.name,
  rank: "a1k3x",
  assignee_ids: [aUser.id],
  assignees: [aUser],
  reporter: aUser,
  parent: null,
  tags: [aTicketTag],
  tag_names: ["engine"],
  following: true,
  followers_count: 2,
  comments_count: 3,
  attachments_count: 1,
  subtasks_count: 1,
  due_date: "2026-12-18",
  start_date: null,
  version: 7,
  created_at: at,
  updated_at: at,
};

const aTicket: Schemas.Ticket = { ...aCard, description: "Out of **brass**.", subtasks: [aSubtask] };

export const ticketExamples: Examples<typeof Schemas> = {
  Card: aCard,
  Ticket: aTicket,
  TicketTag: aTicketTag,
  Subtask: aSubtask,
  CreateTicket: { project: "DEMO", name: "Build the engine", type: "story", priority_id: 3, tag_names: ["engine"] },
  PatchTicket: { column: aColumn.id, before: "DEMO-3", due_date: "2026-12-18" },
  TicketWith: aTicket,
  Bulk: { ids: ["DEMO-7", "DEMO-8"], set: { status: "done" } },
  BulkResult: { id: "DEMO-7", ok: true, ticket: { ...aCard, status: "done", version: 8 } },
  Follow: { following: true },
};

export const ticketFields: Fields = {
  number: "Counts from 1 in the project, and is never used again.",
  description: "Markdown.",
  status: "What its column stands for, unless written. Alone it moves the ticket to the first column of that status.",
  type: "What kind of work it is.",
  urgency: "How soon it matters.",
  importance: "How much it matters.",
  priority_id: "1 Low, 2 Medium, 3 High, 4 Critical.",
  column: "A column's id. Moving there sets the column's status unless `status` is given, too.",
  rank: "Its place in the column, compared by code units; opaque otherwise.",
  assignee_ids: "Members only, 20 at most. A list replaces the one before.",
  tag_names: "Tags of the project without regard to case, 20 at most. A list replaces the one before.",
  parent: "The ticket that this one is a part of. Five levels at most, no circles.",
  before: "Stand before this ticket of the target column.",
  after: "Stand after this ticket of the target column. With `before`, too, the two have to be adjacent.",
  due_date: "A day, whoever's it is.",
  following: "Whether the caller follows it.",
  include: "What to bring along: the first page of each.",
  ids: "Tickets, 100 at most.",
  set: "What PATCH takes, but for `before` and `after`.",
  assignee: "A person's id, `me`, or `none` for tickets that are nobody's.",
  reporter: "A person's id, or `me`.",
  tags: "A tag's id or name. Given more than once, all have to match.",
  due_after: "Due on this day or later.",
  due_before: "Due on this day or earlier.",
  created_after: "Made at this instant or later. A day alone is its first moment in UTC.",
  updated_after: "Changed at this instant or later.",
  search:
    "Each of its words begins a word of name or description, without regard to case and accents; runs of Chinese, Japanese and the like by pairs of signs. A ticket's key, or its number, finds that ticket, too.",
  ordering: "`-` for descending. `rank` goes together with `column`. Nulls come last either way.",
};

const mayChange =
  "Leads, superusers, its assignees and its reporter may; every member, where the project's `edit_policy` is `members`. Members may also assign themselves to a ticket that is nobody's.";

export const ticketWords: Words<typeof Schemas.ticketRoutes> = {
  title: "Tickets",
  about: "The work itself. A ticket's id is its display key, like `DEMO-7`.",
  path: { id: "DEMO-7" },
  routes: {
    counts: {
      summary: "How many tickets there are, by what a dashboard asks",
      about: "Exact, of one project or of all that the caller sees.",
      query: {
        project: "Only this project's, by its key.",
        tz: "An IANA time zone: by whose today a ticket is overdue. UTC unless given.",
      },
      answer: {
        total: 42,
        unassigned: 7,
        assigned_to_me: 5,
        new: 12,
        in_progress: 8,
        review: 4,
        done: 18,
        critical: 2,
        overdue: 3,
      },
      refuses: { 404: "The project doesn't exist, or you aren't in it." },
    },
    list: {
      summary: "Tickets of all my projects, filtered",
      about:
        "All filters combine. Filters of words take a list with commas. An id that matches nothing visible gives an empty list; only a `project` that you can't see is a 404.\n\n`count` is exact without filters, and for a single value of `status`, `type`, `priority_id`, `column`, `assignee` or `tags`, with or without `project`; else it may be null.\n\nA superuser's list without `project` is ordered by `created_at` only.\n\nA `search` may be two seconds behind a write. The first 1,000 tickets that it finds are ordered; of a broader one the rest is cut, which `truncated` says.",
      query: {
        project: "Only this project's, by its key.",
        status: "Only these.",
        type: "Only these.",
        priority_id: "Only these: 1 Low, 2 Medium, 3 High, 4 Critical.",
        urgency: "Only these.",
        importance: "Only these.",
        column: "Only this column's, by its id.",
        parent: "Only parts of this ticket.",
        following: "true: only those that the caller follows.",
      },
      refuses: { 404: "The project doesn't exist, or you aren't in it." },
    },
    create: {
      summary: "Make a ticket",
      about:
        "`project` may be left out where it follows from `column` or the caller has a single one. It stands last in its column unless `before` or `after` say otherwise. The caller is its reporter; reporter and assignees follow it.",
      refuses: {
        404: "The project doesn't exist, or you aren't in it.",
        409: "A neighbour stands elsewhere by now, or the `Idempotency-Key` is in use.",
      },
    },
    get: {
      summary: "One ticket with description and subtasks",
      about: "`include` brings the first page of its comments, history or links along, in the same call.",
    },
    bulk: {
      summary: "The same change for many tickets",
      about: `Each ticket is changed by itself; \`results\` tells of each id once, in the order given. An invalid \`set\` is a 400 for all.`,
      answer: {
        results: [
          { id: "DEMO-7", ok: true, ticket: { ...aCard, status: "done", version: 8 } },
          {
            id: "DEMO-99",
            ok: false,
            error: { code: "ticket.not_found", detail: "No such ticket, or you may not see it." },
          },
        ],
      },
    },
    patch: {
      summary: "Change or move a ticket",
      about: `Takes every field of POST but \`project\`. \`column\` with \`before\` or \`after\` moves it; with neither, to the end of the column. What changes nothing records nothing.\n\n${mayChange}`,
      refuses: { 403: mayChange, 409: "A neighbour stands elsewhere by now, or the change can't be merged." },
    },
    remove: {
      summary: "Delete a ticket",
      about: "Subtasks live on without parent. Leads, superusers and its reporter may.",
      refuses: { 403: "Leads, superusers and its reporter may." },
    },
    toggleFollow: {
      summary: "Follow it, or no longer",
      about: "`following` says which; without it the present state is turned round. It is personal and in no history.",
      answer: { following: true },
    },
    activity: { summary: "What happened to it", about: "Newest first, one entry for each write." },
  },
};
