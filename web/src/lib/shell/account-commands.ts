import LogOut from "@lucide/svelte/icons/log-out";
import MailCheck from "@lucide/svelte/icons/mail-check";
import Monitor from "@lucide/svelte/icons/monitor";
import Settings from "@lucide/svelte/icons/settings";
import Moon from "@lucide/svelte/icons/moon";
import Sun from "@lucide/svelte/icons/sun";
import { goto } from "$app/navigation";
import { resolve } from "$app/paths";
import { session } from "#lib/api/session.svelte.ts";
import { theme, themeNames } from "#lib/state/theme.svelte.ts";
import { toasts } from "#lib/state/toasts.svelte.ts";
import { auth, shell as words } from "#lib/text/messages.ts";
import type { Command } from "./commands.svelte.ts";
import type { Shell } from "./context.ts";

const themeIcons = { system: Monitor, light: Sun, dark: Moon };

export const themeCommands = (): Command[] =>
  themeNames.map((name) => ({
    id: `theme-${name}`,
    section: "app",
    label: words.themes[name],
    icon: themeIcons[name],
    checked: theme.name === name,
    run: () => theme.set(name),
  }));

/** What one does with oneself. */
export const accountCommands = (shell: Shell): Command[] => [
  {
    id: "settings",
    section: "go",
    label: words.settings,
    icon: Settings,
    run: () => void goto(resolve("/(app)/settings")),
  },
  {
    id: "prove",
    section: "app",
    label: words.prove,
    icon: MailCheck,
    disabled: session.user?.email_verified ?? true,
    run: () => shell.proveEmail(),
  },
  { id: "logout", section: "app", label: auth.logout, icon: LogOut, run: leave },
];

function leave(): void {
  toasts.endAll();
  // A failure to tell the API is of no use to whoever leaves: here the session is over.
  void session.logout().catch(() => {});
}
