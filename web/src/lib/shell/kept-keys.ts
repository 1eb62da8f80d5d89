const kept: string[] = [];

/** Those that write or choose; the others are the browser's. */
function keep(event: KeyboardEvent) {
  if (event.ctrlKey || event.metaKey || !/^(.|Backspace|Enter|Escape|Arrow.+)$/u.test(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  kept.push(event.key);
}

/** From now on keys are kept for what is loaded to take them. */
export const keepKeys = (): void => addEventListener("keydown", keep, true);

/** The keys that were pressed since; from now on they go where they always go. */
export function keptKeys(): string[] {
  removeEventListener("keydown", keep, true);
  return kept.splice(0);
}
