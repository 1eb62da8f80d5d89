import { preloadCode } from "$app/navigation";
import { loadMenu } from "#lib/ui/menu.svelte.ts";

/** The code of what most people open next. Dialogs that write something aren't among it. */
export const fetchAhead = () =>
  Promise.all([
    loadMenu(),
    preloadCode("/(app)/p/[key]/t/[id]"),
    import("#lib/markdown/render.ts"),
    import("#lib/shell/shell-commands.ts"),
    import("#lib/shell/KeyboardHelp.svelte"),
    import("#lib/palette/Palette.svelte"),
    import("#lib/board/card-menu.ts"),
    import("#lib/board/columns.ts"),
    import("#lib/board/LaneBoard.svelte"),
  ]);
