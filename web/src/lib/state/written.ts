import { LAG_MS } from "./change.ts";
import { CHANGES } from "./echo.ts";

/** Calls back when this tab or another has written, a while later: then the API's lists know it. Answers how to stop that. */
export function onWritten(back: () => void): () => void {
  // A channel of its own: what another one of this tab posts is heard here, too.
  const channel = new BroadcastChannel(CHANGES);
  let clock: ReturnType<typeof setTimeout> | undefined;
  channel.addEventListener("message", () => {
    clearTimeout(clock);
    clock = setTimeout(back, LAG_MS);
  });
  return () => {
    clearTimeout(clock);
    channel.close();
  };
}
