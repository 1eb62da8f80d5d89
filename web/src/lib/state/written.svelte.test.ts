import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LAG_MS } from "./change.ts";
import { CHANGES } from "./echo.ts";
import { onWritten } from "./written.ts";

let tab: BroadcastChannel;
let stop: () => void;
let asked = 0;
const looked = vi.spyOn(document, "visibilityState", "get");

function look(state: DocumentVisibilityState): void {
  looked.mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
}

/** Another tab writes, and the callback's time is over. */
async function written(): Promise<void> {
  const heard = new Promise((resolve) => {
    const own = new BroadcastChannel(CHANGES);
    own.addEventListener("message", () => resolve(own.close()));
  });
  tab.postMessage({});
  await heard;
  vi.advanceTimersByTime(LAG_MS);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  tab = new BroadcastChannel(CHANGES);
  asked = 0;
  stop = onWritten(() => (asked += 1));
  look("visible");
});
afterEach(() => {
  stop();
  tab.close();
  vi.useRealTimers();
});

it("calls back when something was written", async () => {
  await written();

  expect(asked).toBe(1);
});

it("waits while nobody looks, and asks once for all that was written meanwhile", async () => {
  look("hidden");
  await written();
  await written();
  expect(asked).toBe(0);
  look("visible");
  look("visible");

  expect(asked).toBe(1);
});

it("is quiet when it was stopped", async () => {
  stop();
  await written();
  look("visible");

  expect(asked).toBe(0);
});
