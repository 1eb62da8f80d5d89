import { createContext } from "svelte";
import type { Workspace } from "#lib/state/workspace.svelte.ts";

/** What every page inside the shell may reach. */
export interface Shell {
  readonly workspace: Workspace;
  /** Opens the dialog that makes a project. */
  newProject(): void;
  /** Opens the dialog that proves one's e-mail address. */
  proveEmail(): void;
}

export const [getShell, setShell] = createContext<Shell>();
