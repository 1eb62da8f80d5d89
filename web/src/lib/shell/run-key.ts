import { commands, type Command } from "./commands.svelte.ts";

/** How long the second key of two may take. */
const TOGETHER_MS = 1200;

let first: { readonly key: string; readonly at: number } | null = null;

/** The command of this key, or of the last one and this. */
function commandOf(key: string, now: number): Command | undefined {
  const before = first && now - first.at < TOGETHER_MS ? first.key : null;
  first = { key, at: now };
  const both = commands.all.find((command) => before !== null && command.keys === `${before} ${key}`);
  return both ?? commands.all.find((command) => command.keys === key);
}

/** Does what a key is the command of. `over`: how many dialogs are open, `ticket`: how many of them are a ticket. */
export function runKey(event: KeyboardEvent, key: string, over: number, ticket: number): void {
  const command = commandOf(key, event.timeStamp);
  if (!command || over > (command.overTicket ? ticket : 0)) return;
  event.preventDefault();
  command.run();
}
