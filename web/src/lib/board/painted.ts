/** Calls back when what the page has now is on the screen. Answers how to prevent that. */
export function painted(then: () => void): () => void {
  let clock: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => (clock = setTimeout(then)));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(clock);
  };
}
