import { release as text } from "#lib/text/messages.ts";
import { toasts } from "./toasts.svelte.ts";

/** Nobody has to hurry, and a clock can't be set for ever. */
const DAY_MS = 86_400_000;

/** Whether this page has a service worker already: the first one needs no leave. */
const isControlled = () => navigator.serviceWorker.controller !== null;

function offer(waiting: ServiceWorker): void {
  const run = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("take over");
  };
  toasts.show({ tone: "good", text: text.ready, ms: DAY_MS, action: { label: text.reload, run } });
}

/** Tells people when another release of the app is there, and takes it when they say so. */
export async function watchReleases(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.ready;
  if (registration.waiting && isControlled()) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed" && isControlled()) offer(coming);
    });
  });
}
