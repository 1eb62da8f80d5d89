const tails = new Map<string, Promise<unknown>>();

/** Runs work of the same lane one after the other, whatever became of the work before. */
export function inTurn<T>(lane: string, work: () => Promise<T>): Promise<T> {
  const run = (tails.get(lane) ?? Promise.resolve()).then(work, work);
  tails.set(lane, run);
  const clear = () => {
    if (tails.get(lane) === run) tails.delete(lane);
  };
  run.then(clear, clear);
  return run;
}
