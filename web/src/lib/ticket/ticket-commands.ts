import Bell from "@lucide/svelte/icons/bell";
import BellOff from "@lucide/svelte/icons/bell-off";
import Hash from "@lucide/svelte/icons/hash";
import Link2 from "@lucide/svelte/icons/link-2";
import Trash2 from "@lucide/svelte/icons/trash-2";
import UserPlus from "@lucide/svelte/icons/user-plus";
import type { Card } from "@tessera/core/ticket/ticket.schema";
import { session } from "#lib/api/session.svelte.ts";
import { ticketAddress } from "#lib/board/address.ts";
import type { Command } from "#lib/shell/commands.svelte.ts";
import type { BoardStore } from "#lib/state/board.svelte.ts";
import { edit, follow } from "#lib/state/writes.ts";
import { ticket as text } from "#lib/text/messages.ts";
import { assign, steps } from "#lib/text/steps.ts";
import { open as own } from "#lib/text/ticket.ts";
import type { Action } from "#lib/ui/menu.svelte.ts";
import { copy } from "./copy.ts";

/** What can be taken along of a ticket. */
export function copyActions(board: BoardStore, card: Card): Action[] {
  const link = new URL(ticketAddress(board.key, card.id), location.origin);
  link.search = "";
  return [
    { id: "link", label: steps.copyLink, icon: Link2, run: () => void copy(link.href, steps.linkCopied) },
    { id: "key", label: steps.copyKey, icon: Hash, run: () => void copy(card.id, steps.keyCopied(card.id)) },
  ];
}

function assignMe(board: BoardStore, card: Card): Action {
  const me = board.members.find(({ id }) => id === session.user?.id)?.id;
  return {
    id: "assign-me",
    label: assign.me,
    icon: UserPlus,
    disabled: me === undefined || card.assignee_ids.includes(me),
    run: () => me && void edit(board, card.id, { assignee_ids: [...card.assignee_ids, me] }, text.assignees),
  };
}

/** What the open ticket's head does, by name in the palette. */
export function ticketCommands(board: BoardStore, card: Card, drop: () => void): Command[] {
  const actions: Action[] = [
    assignMe(board, card),
    {
      id: "follow",
      label: card.following ? own.unfollow : own.follow,
      icon: card.following ? BellOff : Bell,
      run: () => void follow(board, card.id, !card.following),
    },
    ...copyActions(board, card),
    { id: "delete-ticket", label: text.delete, icon: Trash2, danger: true, run: drop },
  ];
  return actions.map((action) => ({ ...action, section: "here", words: card.id, overTicket: true }));
}
