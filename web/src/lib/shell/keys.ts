import { commands } from "#lib/text/messages.ts";

const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** A command's keys as they stand on a keyboard, each by itself. */
export const keyCaps = (keys: string): string[] =>
  keys
    .split(/[ +]/)
    .map((key) => (key === "mod" ? (isMac ? "⌘" : commands.ctrl) : key.length === 1 ? key.toUpperCase() : key));
