import { sveltekit } from "@sveltejs/kit/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { rolldownOptions } from "./vite/chunks.ts";
import { icons } from "./vite/icons.ts";
import { pages } from "./vite/pages.ts";
import { csp } from "./vite/policy.ts";
import { routesOnly } from "./vite/routes-only.ts";

/** Of ours are runes only; libraries may still be written the old way. */
const runes = ({ filename }: { filename: string }) =>
  filename.split(/[/\\]/).includes("node_modules") ? undefined : true;

/** Older ones get each colour by a detour that is resolved at the root: no part of a page could have a theme of its own. */
const knowLightDark = ["chrome123", "firefox120", "safari17.5"];

/** The local cloud, which also shows what was mailed. */
const origin = process.env["API_ORIGIN"] ?? "http://localhost:3000";

export default defineConfig({
  plugins: [routesOnly(), icons(), tailwindcss(), sveltekit({ compilerOptions: { runes }, adapter: pages(), csp })],
  // A font that became a data: URL would be refused by the policy above.
  build: { assetsInlineLimit: 0, rolldownOptions, cssTarget: knowLightDark },
  server: { proxy: { "/api": origin, "/_mail": origin } },
});
