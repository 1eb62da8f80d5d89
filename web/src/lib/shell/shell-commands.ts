import CircleHelp from "@lucide/svelte/icons/circle-question-mark";
import FolderPlus from "@lucide/svelte/icons/folder-plus";
import Plus from "@lucide/svelte/icons/plus";
import Search from "@lucide/svelte/icons/search";
import SquareKanban from "@lucide/svelte/icons/square-kanban";
import Undo2 from "@lucide/svelte/icons/undo-2";
import { tick } from "svelte";
import { goto } from "$app/navigation";
import { resolve } from "$app/paths";
import { page } from "$app/state";
import { boardAddress } from "#lib/board/address.ts";
import { beginTicket } from "#lib/board/focus.ts";
import { toasts } from "#lib/state/toasts.svelte.ts";
import { commands as text, shell as words } from "#lib/text/messages.ts";
import { accountCommands, themeCommands } from "./account-commands.ts";
import { commands, type Command } from "./commands.svelte.ts";
import type { Shell } from "./context.ts";
import { pages } from "./pages.ts";
import { runKey } from "./run-key.ts";

const pageCommands = (): Command[] =>
  pages.map(({ route, ...page }) => ({ ...page, section: "go", run: () => void goto(resolve(route)) }));

const projectCommands = (shell: Shell): Command[] =>
  shell.workspace.projects.map((project) => ({
    id: `project-${project.key}`,
    section: "go",
    label: text.board(project.name),
    words: project.key,
    icon: SquareKanban,
    run: () => void goto(resolve("/(app)/p/[key]", { key: project.key })),
  }));

/** Goes to a board and begins a ticket at the foot of its first column. */
async function newTicket(shell: Shell): Promise<void> {
  const key = page.params["key"] ?? shell.workspace.home;
  if (key === null) return shell.newProject();
  const onBoard = page.route.id === "/(app)/p/[key]" && page.shallow === null;
  if (!onBoard)
    await goto(page.params["key"] ? boardAddress(key) : resolve("/(app)/p/[key]", { key }), { reset: false });
  await shell.workspace.board(key).load();
  await tick();
  // What closes gives the focus back to where it came from; only then is it ours.
  setTimeout(() => void beginTicket(), 50);
}

/** An open ticket has the page behind it, and keeps the focus. */
const filterField = () =>
  page.shallow !== null || page.route.id?.endsWith("/t/[id]")
    ? null
    : document.querySelector<HTMLInputElement>("[data-filter]");

/** What can be done on every page. */
const shellCommands = (shell: Shell): Command[] => [
  {
    id: "new-ticket",
    section: "make",
    label: text.newTicket,
    icon: Plus,
    keys: "c",
    overTicket: true,
    run: () => void newTicket(shell),
  },
  { id: "new-project", section: "make", label: words.newProject, icon: FolderPlus, run: () => shell.newProject() },
  {
    id: "filter",
    section: "here",
    label: text.filter,
    icon: Search,
    keys: "/",
    disabled: filterField() === null,
    run: () => filterField()?.select(),
  },
  ...pageCommands(),
  ...projectCommands(shell),
  ...themeCommands(),
  ...accountCommands(shell),
  {
    id: "undo",
    section: "app",
    label: text.undo,
    words: text.undoWords,
    icon: Undo2,
    keys: "mod+z",
    run: () => toasts.undo(),
  },
  { id: "keys", section: "app", label: text.keys, icon: CircleHelp, keys: "?", run: () => shell.showKeys() },
];

/** Offers them for as long as the shell is there. Answers what a key does. */
export function offerCommands(shell: Shell): typeof runKey {
  commands.offer(() => shellCommands(shell));
  return runKey;
}
