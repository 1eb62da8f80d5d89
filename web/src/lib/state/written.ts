import { LAG_MS } from "./change.ts";
import { CHANGES } from "./echo.ts";

/**
 * Calls back when this tab or another has written, a while later: then the API's lists know it. A page that nobody looks at
 * waits until it is seen, and asks once for all that was written meanwhile. Answers how to stop that.
 */
export function onWritten(back: () => void): () => void {
  // A channel of its own: what another one of this tab posts is heard here, too.
  const channel = new BroadcastChannel(CHANGES);
  const over = new AbortController();
  let clock: ReturnType<typeof setTimeout> | undefined;
  let due = false;
  const callBack = () => {
    due = document.visibilityState === "hidden";
    if (!due) back();
  };
  channel.addEventListener("message", () => {
    clearTimeout(clock);
    clock = setTimeout(callBack, LAG_MS);
  });
  document.addEventListener("visibilitychange", () => due && callBack(), { signal: over.signal });
  return () => {
    clearTimeout(clock);
    over.abort();
    channel.close();
  };
}
