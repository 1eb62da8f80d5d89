import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

/** The page's own script: Kit knows the hashes of its scripts only. */
function hashOfOurs(): `sha256-${string}` {
  const page = readFileSync(path.join(import.meta.dirname, "../src/app.html"), "utf8");
  const script = /<script>([^]*?)<\/script>/.exec(page)?.[1];
  if (script === undefined) throw new Error("app.html has no script");
  return `sha256-${createHash("sha256").update(script).digest("base64")}`;
}

/**
 * What a page may run, as Kit writes it into each page's `<meta>`. Where it may connect to and take images from is said by
 * the edge (`infra/constructs/headers.ts`), which knows the bucket of files; a `default-src` here would forbid that again.
 */
export const csp = {
  mode: "hash" as const,
  directives: {
    "script-src": ["self" as const, hashOfOurs()],
    "style-src": ["self" as const],
    // Kit's route announcer and the dragged card's clone are styled by attribute.
    "style-src-attr": ["unsafe-inline" as const],
    "object-src": ["none" as const],
    "base-uri": ["self" as const],
  },
};
