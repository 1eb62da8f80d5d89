import type { Document } from "./document.ts";

const description = `
Projects, boards, tickets and their history over HTTP and JSON.

**Log in** with \`POST /api/tickets/auth/login/\` and send \`tokens.access\` as \`Authorization: Bearer …\`. A token lives
15 minutes; \`POST /api/tickets/auth/token/refresh/\` gives the next one.

**Formats.** JSON in UTF-8, snake_case. Dates are \`YYYY-MM-DD\`; instants ISO 8601 in UTC with milliseconds. What is absent
is \`null\`, never missing. Lengths count Unicode code points. Names are trimmed; blank is empty. NUL and lone surrogates are
refused everywhere. A path works with and without its trailing slash.

**Ids** are opaque and matched without regard to case. A project's id is its key (\`DEMO\`), a ticket's its display key
(\`DEMO-1\`).

**Strict in what it takes.** Unknown fields of a body, and unknown, empty or repeated parameters are refused by name: a typo
in a filter must not silently return everything. Loose in what it gives: ignore members and words of answers that you don't
know.

**Lists** come in pages of \`page_size\` (1 to 100, 20 unless said). Follow \`next\` until it is \`null\`: every item comes
exactly once, also while others create and delete. A page may be short while \`next\` isn't \`null\`.

**Whose is it?** What belongs to a project that you aren't in doesn't exist for you: 404, never 403.

**Safe to repeat.** A POST with an \`Idempotency-Key\` happens once. A PATCH or DELETE with \`If-Match\` never overwrites what
you haven't seen; two PATCHes of different fields without it both survive.

**Errors** are \`application/problem+json\` (RFC 9457); \`errors\` names every field that is wrong, \`error_codes\` says the same
for programs. What the gateway refuses before any function runs (401, 413, 429, 503) has \`{"message": …}\`: go by the status.
Every answer of a function has \`x-request-id\`; quote it when something is wrong.
`.trim();

export const introduction: Document["info"] = {
  title: "Tessera API",
  version: "1.0.0",
  summary: "The HTTP API of Tessera, a ticketing system without a server.",
  description,
  license: { name: "MIT", identifier: "MIT" },
};
