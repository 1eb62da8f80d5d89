import type { Command } from "#lib/shell/commands.svelte.ts";

const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Commands that have each typed word at the beginning of one of theirs; those whose name begins with all of it first. */
export function matching(commands: readonly Command[], typed: string): Command[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const begins = ({ label }: Command) => (folded(label).startsWith(words.join(" ")) ? 0 : 1);
  return commands
    .filter(({ label, words: more = "" }) => {
      const own = folded(`${label} ${more}`).split(/[\s,:]+/);
      return words.every((word) => own.some((one) => one.startsWith(word)));
    })
    .toSorted((a, b) => begins(a) - begins(b));
}
