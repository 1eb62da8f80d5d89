import Pencil from "@lucide/svelte/icons/pencil";
import Plus from "@lucide/svelte/icons/plus";
import Trash2 from "@lucide/svelte/icons/trash-2";
import type { BoardStore } from "#lib/state/board.svelte.ts";
import { toasts } from "#lib/state/toasts.svelte.ts";
import { board as text, refused } from "#lib/text/messages.ts";
import { sentence } from "#lib/text/sentence.ts";
import type { ActionGroup } from "#lib/ui/menu.svelte.ts";

/** A column that is being named: an old one, or one to be. */
export type ColumnEdit = { readonly id: string; readonly name: string } | { readonly id: null };

/** What a lead may do with a column. */
export function columnActions(board: BoardStore, id: string, name: (edit: ColumnEdit) => void): readonly ActionGroup[] {
  const view = board.column(id);
  if (!view) return [];
  const { column } = view;
  return [
    {
      actions: [
        { id: "rename", label: text.rename, icon: Pencil, run: () => name({ id, name: column.name }) },
        { id: "add", label: text.addColumn, icon: Plus, run: () => name({ id: null }) },
      ],
    },
    {
      actions: [
        {
          id: "delete",
          label: text.deleteColumn,
          icon: Trash2,
          danger: true,
          run: () => void remove(board, id, column.name, view.count),
        },
      ],
    },
  ];
}

async function remove(board: BoardStore, id: string, name: string, count: number): Promise<void> {
  if (count > 0) return toasts.show({ tone: "bad", text: text.columnNotEmpty(name) });
  try {
    await board.removeColumn(id);
  } catch (error) {
    toasts.show({ tone: "bad", text: refused.column(name, sentence(error)) });
  }
}
