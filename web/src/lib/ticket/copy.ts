import { toasts } from "#lib/state/toasts.svelte.ts";
import { steps as text } from "#lib/text/steps.ts";

/** To the clipboard; where that is forbidden, people see what they wanted to copy. */
export async function copy(what: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(what);
    toasts.show({ tone: "good", text: done });
  } catch {
    toasts.show({ tone: "bad", text: text.notCopied(what) });
  }
}
