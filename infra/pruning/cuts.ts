import path from "node:path";
import { electrodb } from "./electrodb.ts";
import type { Cut } from "./prune.ts";

const instead = (file: string): string => path.join(import.meta.dirname, "instead", file);

/** What bundles do without; each says in its own file what stands there instead, and docs/adr/0022-cold.md what it gains. */
export const cuts: readonly Cut[] = [
  { module: "@aws-sdk/credential-provider-node", instead: instead("credentials.ts") },
  { module: "@aws-sdk/endpoint-cache", instead: instead("endpoint-cache.ts") },
  { module: "@smithy/core/event-streams", instead: instead("event-streams.ts") },
  { module: "jsonschema", of: "electrodb/src", instead: instead("jsonschema.ts") },
  ...electrodb,
];
