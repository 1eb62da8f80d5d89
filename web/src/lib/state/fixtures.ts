import type { Column } from "@tessera/core/column/column.schema";
import type { Board, ProjectDetail } from "@tessera/core/project/project.schema";
import type { Card, Ticket } from "@tessera/core/ticket/ticket.schema";

/** Things as the API answers them, for tests. */
const at = "2026-11-22T10:00:00.000Z";

export const person = { id: "u1", username: "ada", first_name: "Ada", last_name: "Byron", email: "ada@example.org" };

export function aCard(number: number, more: Partial<Card> = {}): Card {
  return {
    id: `DEMO-${number}`,
    number,
    name: `Ticket ${number}`,
    type: "task",
    status: "new",
    priority_id: 2,
    urgency: "normal",
    importance: "normal",
    project: "DEMO",
    project_key: "DEMO",
    column: "todo",
    column_name: "To Do",
    rank: `a${String(number).padStart(5, "0")}`,
    assignee_ids: [],
    assignees: [],
    reporter: person,
    parent: null,
    tags: [],
    tag_names: [],
    following: false,
    followers_count: 0,
    comments_count: 0,
    attachments_count: 0,
    subtasks_count: 0,
    due_date: null,
    start_date: null,
    version: 1,
    created_at: at,
    updated_at: at,
    ...more,
  };
}

export const aTicket = (number: number, more: Partial<Ticket> = {}): Ticket => ({
  ...aCard(number, more),
  description: more.description ?? null,
  subtasks: more.subtasks ?? [],
});

export function aColumn(id: string, order: number, more: Partial<Column> = {}): Column {
  return {
    id,
    name: { todo: "To Do", doing: "In Progress", done: "Done" }[id] ?? id,
    order,
    color: "#0052cc",
    status: id === "done" ? "done" : "new",
    wip_limit: null,
    project: "DEMO",
    project_key: "DEMO",
    tickets_count: 0,
    version: 1,
    created_at: at,
    updated_at: at,
    ...more,
  };
}

const project: ProjectDetail = {
  id: "DEMO",
  key: "DEMO",
  name: "Demo",
  description: null,
  lead_username: "ada",
  tickets_count: 0,
  columns_count: 3,
  edit_policy: "assignees",
  version: 1,
  created_at: at,
  updated_at: at,
  members: [],
};

/** A board of three columns; `next` is where a column goes on. */
export function aBoard(
  cards: Readonly<Record<string, readonly Card[]>>,
  next: Readonly<Record<string, string>> = {},
): Board {
  const columns = ["todo", "doing", "done"].map((id, order) => {
    const tickets = [...(cards[id] ?? [])].map((card) => ({ ...card, column: id }));
    return { ...aColumn(id, order, { tickets_count: tickets.length }), tickets, next: next[id] ?? null };
  });
  return { project, columns, members: [{ ...person, role: "lead" as const }], tags: [] };
}

export const cards = (from: number, to: number): Card[] =>
  Array.from({ length: to - from + 1 }, (_, i) => aCard(from + i));
