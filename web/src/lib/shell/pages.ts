import LayoutDashboard from "@lucide/svelte/icons/layout-dashboard";
import ContactRound from "@lucide/svelte/icons/contact-round";
import List from "@lucide/svelte/icons/list";
import { commands as text } from "#lib/text/messages.ts";

/** The pages that belong to no project, as the sidebar and the palette have them. */
export const pages = [
  { id: "dashboard", route: "/(app)/dashboard", label: text.dashboard, icon: LayoutDashboard, keys: "g d" },
  { id: "tickets", route: "/(app)/tickets", label: text.tickets, icon: List, keys: "g t" },
  { id: "customers", route: "/(app)/customers", label: text.customers, icon: ContactRound, keys: "g c" },
] as const;
