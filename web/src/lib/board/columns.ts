import ArrowLeft from "@lucide/svelte/icons/arrow-left";
import ArrowRight from "@lucide/svelte/icons/arrow-right";
import Pencil from "@lucide/svelte/icons/pencil";
import Plus from "@lucide/svelte/icons/plus";
import Trash2 from "@lucide/svelte/icons/trash-2";
import type { BoardStore } from "#lib/state/board.svelte.ts";
import { toasts } from "#lib/state/toasts.svelte.ts";
import { board as text, refused } from "#lib/text/messages.ts";
import { sentence } from "#lib/text/sentence.ts";
import type { ActionGroup } from "#lib/ui/menu.svelte.ts";

/** What the dialog about columns does: edits one, makes one (no id), or deletes one that holds tickets. */
export interface ColumnEdit {
  readonly id: string | null;
  readonly deletes?: boolean;
}

/** What a lead may do with a column. */
export function columnActions(board: BoardStore, id: string, ask: (edit: ColumnEdit) => void): readonly ActionGroup[] {
  const view = board.column(id);
  if (!view) return [];
  const { name } = view.column;
  const attempt = (work: () => Promise<void>) => () =>
    void work().catch((error: unknown) => toasts.show({ tone: "bad", text: refused.column(name, sentence(error)) }));
  const place = board.columns.indexOf(view);
  const last = board.columns.length - 1;
  return [
    {
      actions: [
        { id: "edit", label: text.editColumn, icon: Pencil, run: () => ask({ id }) },
        {
          id: "left",
          label: text.moveLeft,
          icon: ArrowLeft,
          disabled: place === 0,
          run: attempt(() => board.shiftColumn(id, -1)),
        },
        {
          id: "right",
          label: text.moveRight,
          icon: ArrowRight,
          disabled: place === last,
          run: attempt(() => board.shiftColumn(id, 1)),
        },
        { id: "add", label: text.addColumn, icon: Plus, run: () => ask({ id: null }) },
      ],
    },
    {
      actions: [
        {
          id: "delete",
          label: text.deleteColumn,
          icon: Trash2,
          danger: true,
          disabled: last === 0,
          run: view.count > 0 ? () => ask({ id, deletes: true }) : attempt(() => board.removeColumn(id)),
        },
      ],
    },
  ];
}
