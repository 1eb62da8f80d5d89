import adapter from "@sveltejs/adapter-static";
import { sveltekit } from "@sveltejs/kit/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { rolldownOptions } from "./vite/chunks.ts";
import { routesOnly } from "./vite/routes-only.ts";

/** Of ours are runes only; libraries may still be written the old way. */
const runes = ({ filename }: { filename: string }) =>
  filename.split(/[/\\]/).includes("node_modules") ? undefined : true;

/** Older ones get each colour by a detour that is resolved at the root: no part of a page could have a theme of its own. */
const knowLightDark = ["chrome123", "firefox120", "safari17.5"];

const csp = {
  mode: "hash" as const,
  directives: {
    "default-src": ["self" as const],
    "script-src": ["self" as const],
    "style-src": ["self" as const],
    // Kit's route announcer and the dragged card's clone are styled by attribute.
    "style-src-attr": ["unsafe-inline" as const],
    "img-src": ["self" as const, "data:" as const, "blob:" as const],
    "connect-src": ["self" as const],
    "object-src": ["none" as const],
    "base-uri": ["self" as const],
  },
};

export default defineConfig({
  plugins: [
    routesOnly(),
    tailwindcss(),
    sveltekit({ compilerOptions: { runes }, adapter: adapter({ fallback: "200.html", precompress: true }), csp }),
  ],
  // A font that became a data: URL would be refused by the policy above.
  build: { assetsInlineLimit: 0, rolldownOptions, cssTarget: knowLightDark },
  server: { proxy: { "/api": process.env["API_ORIGIN"] ?? "http://localhost:3000" } },
});
