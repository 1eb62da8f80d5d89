// Runs on Node 24, after the tests: which grants of infra/grants.ts were used, and which nothing needed.
import { mergedReport, unusedGrants } from "@tessera/local/iam/ledger";
import { existsSync } from "node:fs";
import { command, say, Stop } from "./say.mjs";

/** "Tickets: dynamodb:Query on …:table/Name/index/gsi1" reads better without account and generated name. */
const short = (line) => line.replace(/arn:\S*?:(table|userpool)\/[^/\s]+/, "the $1").replace("/index/", ", index ");

await command(() => {
  const folder = process.env.TESSERA_GRANTS_DIR;
  if (!folder || !existsSync(folder))
    throw new Stop("no test has run the local cloud, so no grant is known to be used");
  for (const [name, { granted, used }] of Object.entries(mergedReport(folder)))
    say(`  ${name.padEnd(12)} ${used.length} of ${granted.length} grants used`);
  const unused = unusedGrants(folder);
  for (const line of unused) say(`  unused: ${short(line)}`);
  return unused.length === 0 ? 0 : 1;
});
