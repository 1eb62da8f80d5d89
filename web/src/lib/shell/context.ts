import { createContext } from "svelte";
import type { Workspace } from "#lib/state/workspace.svelte.ts";

/** What every page inside the shell may reach. */
export interface Shell {
  readonly workspace: Workspace;
  /** Opens the dialog that makes a project. */
  newProject(): void;
  /** Opens the dialog that proves one's e-mail address. */
  proveEmail(): void;
  /** Shows what each key does. */
  showKeys(): void;
  /** Opens the command palette. */
  search(): void;
  /** Shows a ticket over the page that is open; from there one can go on to the others that it stands among. */
  openTicket(id: string, among?: () => readonly string[]): void;
}

export const [getShell, setShell] = createContext<Shell>();
