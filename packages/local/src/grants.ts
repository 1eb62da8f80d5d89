import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { mergedReport, unusedGrants } from "./iam/ledger.ts";
import { readModel } from "./template/read.ts";

/**
 * `node packages/local/src/grants.ts --assembly cdk.out [--dir DIR]`: prints what each function used of its grants
 * in all runs that reported to the folder (TESSERA_GRANTS_DIR), and ends with 1 when something was never used.
 */
const { values } = parseArgs({
  options: { assembly: { type: "string", default: "cdk.out" }, dir: { type: "string" } },
});
const dir = values.dir ?? process.env["TESSERA_GRANTS_DIR"] ?? "";
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The action and the last part of the ARN, which is what tells grants apart. */
const short = (label: string): string => label.replace(/ on arn:.*?:(table|userpool)\//, " on ");

if (!existsSync(dir)) {
  say(`no grant reports in "${dir}": run the tests first`);
  process.exitCode = 1;
} else {
  const { functions } = readModel(values.assembly);
  const unused = unusedGrants(dir, functions);
  for (const [address, book] of Object.entries(mergedReport(dir, functions)))
    say(`${address}: ${book.used.length} of ${book.granted.length} grants used`);
  for (const line of unused) say(`unused: ${short(line)}`);
  if (unused.length > 0) process.exitCode = 1;
}
