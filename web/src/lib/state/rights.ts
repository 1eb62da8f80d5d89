import type { Me } from "@tessera/core/user/user.schema";
import type { BoardStore } from "./board.svelte.ts";

/** Leads of a project, and superusers, may do everything in it (CONTRACT section 6). */
export const leads = (board: BoardStore, me: Me | null): boolean =>
  me !== null && (me.is_superuser || board.members.some(({ id, role }) => id === me.id && role === "lead"));
