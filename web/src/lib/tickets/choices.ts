import { statuses } from "@tessera/core/column/column.schema";
import { priorities } from "@tessera/core/ticket/ticket.schema";
import type { Card } from "@tessera/core/ticket/ticket.schema";
import { priorityMark } from "#lib/board/marks.ts";
import type { BoardStore } from "#lib/state/board.svelte.ts";
import { edit, setStatus } from "#lib/state/writes.ts";
import { fullName } from "#lib/text/format.ts";
import { ticket as text } from "#lib/text/messages.ts";
import { tickets } from "#lib/text/tickets.ts";
import type { ActionGroup } from "#lib/ui/menu.svelte.ts";

const falling = priorities.toReversed();

export const statusChoices = (present: string | undefined, run: (to: Card["status"]) => void): ActionGroup[] => [
  {
    actions: statuses.map((status) => ({
      id: status,
      label: text.statuses[status],
      checked: status === present,
      run: () => run(status),
    })),
  },
];

export const priorityChoices = (present: number | undefined, run: (to: Card["priority_id"]) => void): ActionGroup[] => [
  {
    actions: falling.map((priority) => ({
      id: String(priority),
      label: text.priorities[priority],
      icon: priorityMark(priority).icon,
      checked: priority === present,
      run: () => run(priority),
    })),
  },
];

/** Nobody, or people of the project, each taken and given back. */
export function peopleChoices(
  board: BoardStore,
  present: readonly string[],
  run: (to: string[]) => void,
): ActionGroup[] {
  const toggled = (id: string) => (present.includes(id) ? present.filter((one) => one !== id) : [...present, id]);
  return [
    { actions: [{ id: "", label: tickets.nobody, checked: present.length === 0, run: () => run([]) }] },
    {
      actions: board.members.map((member) => ({
        id: member.id,
        label: fullName(member),
        checked: present.includes(member.id),
        run: () => run(toggled(member.id)),
      })),
    },
  ];
}

/** Menus of one ticket's fields. */
export const fieldMenus = {
  status: (board: BoardStore, card: Card) =>
    statusChoices(card.status, (to) => void setStatus(board, card.id, to, text.statusLabel)),
  priority: (board: BoardStore, card: Card) =>
    priorityChoices(card.priority_id, (priority_id) => void edit(board, card.id, { priority_id }, text.priority)),
  assignees: (board: BoardStore, card: Card) =>
    peopleChoices(
      board,
      card.assignee_ids,
      (assignee_ids) => void edit(board, card.id, { assignee_ids }, text.assignees),
    ),
};
