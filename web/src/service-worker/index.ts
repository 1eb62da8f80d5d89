import { version } from "$app/env";
import { assets, immutable } from "$app/manifest";
import { self } from "$app/service-worker";

/**
 * Keeps one whole release of the app on the machine: its pages open without a network, and none mixes files of two
 * releases. Another release waits until people agree to it, or have closed every tab. Nothing of the API is kept.
 */
const release = `tessera-${version}`;

/** What the edge answers every address of the app with (infra/edge/viewer.js). */
const pages = { any: "/200.html", board: "/board.html" };
const kept = new Set([...immutable, ...assets].map(({ path }) => new URL(path, self.location.origin).pathname));

/** Addresses that aren't the app's, though a browser may open them. */
const isForeign = (pathname: string): boolean => pathname.startsWith("/api/") || pathname.startsWith("/_");

self.addEventListener("install", (event) => {
  const files = [...kept, ...Object.values(pages)];
  event.waitUntil(caches.open(release).then((cache) => cache.addAll(files)));
});

self.addEventListener("activate", (event) => {
  const drop = async () => {
    const others = (await caches.keys()).filter((name) => name.startsWith("tessera-") && name !== release);
    await Promise.all(others.map((name) => caches.delete(name)));
  };
  event.waitUntil(drop());
});

self.addEventListener("message", ({ data }) => {
  if (data === "take over") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (kept.has(pathname)) event.respondWith(fromCache(pathname, request));
  else if (request.mode === "navigate" && !isForeign(pathname))
    event.respondWith(fromCache(pathname.startsWith("/p/") ? pages.board : pages.any, request));
});

async function fromCache(name: string, request: Request): Promise<Response> {
  const found = await (await caches.open(release)).match(name);
  return found ?? fetch(request);
}
