import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Cut } from "./prune.ts";

/**
 * ElectroDB is CommonJS and requires the whole SDK for DynamoDB, which then can't lose what is unused. So its two requires
 * get an empty object, and whoever imports ElectroDB fills it with the commands that its own source names.
 */
const main = createRequire(import.meta.url).resolve("electrodb");
const client = path.join(path.dirname(main), "src", "client.js");

const namesIn = (text: string, object: string): string[] => [
  ...new Set([...text.matchAll(new RegExp(`\\b${object}\\.([A-Za-z]+)\\b`, "g"))].map(([, name = ""]) => name)),
];

/** The module that stands in for ElectroDB, by the text of its client.js. @throws Error when that names no commands. */
export function filled(text: string): string {
  const commands = namesIn(text, "lib").filter((name) => name.endsWith("Command"));
  const tools = namesIn(text, "util");
  if (commands.length === 0 || tools.length === 0)
    throw new Error("ElectroDB's client.js uses the SDK in another way than before (docs/adr/0022-cold.md).");
  const quoted = JSON.stringify;
  return [
    `import sdk from ${quoted(empty)};`,
    `import { ${commands.join(", ")} } from ${quoted("@aws-sdk/lib-dynamodb")};`,
    `import { ${tools.join(", ")} } from ${quoted("@aws-sdk/util-dynamodb")};`,
    `Object.assign(sdk, { ${[...commands, ...tools].join(", ")} });`,
    `export { CustomAttributeType, Entity, Service } from ${quoted(main)};`,
  ].join("\n");
}

const empty = "tessera:sdk-of-electrodb";
const shared = path.join(import.meta.dirname, "instead", "sdk-of-electrodb.cjs");

export const electrodb: readonly Cut[] = [
  { module: "electrodb", instead: { text: filled(readFileSync(client, "utf8")) } },
  { module: empty, instead: shared },
  { module: "@aws-sdk/lib-dynamodb", of: "electrodb/src", instead: shared },
  { module: "@aws-sdk/util-dynamodb", of: "electrodb/src", instead: shared },
];
