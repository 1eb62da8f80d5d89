// Hot reload: Vite in front for the web, esbuild in watch mode for the functions, the local cloud behind both.
import { inPackage, inRoot } from "./place.mjs";
import { startNode } from "./run.mjs";

/** Vite answers on `port` and hands `/api` to the local cloud; saved functions are bundled anew at once. */
export function startDev(port, cloudPort) {
  const bundler = startNode([inRoot("infra/bundle.ts"), "--watch"]);
  const vite = startNode(
    [inPackage("vite/bin/vite.js"), "dev", "--port", `${port}`, "--strictPort", "--logLevel", "warn"],
    {
      cwd: inRoot("web"),
      env: { API_ORIGIN: `http://localhost:${cloudPort}` },
    },
  );
  return [bundler, vite];
}
