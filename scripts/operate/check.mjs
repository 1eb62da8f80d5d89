// The end of a deploy: what it made, and whether that answers.
import { command, say, step } from "../lib/say.mjs";
import { answers } from "../lib/net.mjs";
import { outputs } from "./reach.mjs";

const told = [
  "Url",
  "DistributionName",
  "TableName",
  "AttachmentsBucket",
  "UserPoolId",
  "UserPoolClientId",
  "Dkim1",
  "Dkim2",
  "Dkim3",
];

/** A new distribution takes minutes to be everywhere. */
const within = 600_000;

async function main() {
  const all = outputs();
  for (const path of ["/", "/api/health/"])
    await step(`answers ${path}`, () => answers(all.Url + path, { gone: () => false, within, every: 2000 }));
  for (const name of told) if (all[name]) say(`  ${name.padEnd(20)} ${all[name]}`);
  say(`deployed ${all.Url}`);
  say("the first time: register there, then `npm run superuser -- NAME`; docs/runbook.md has what else to do");
  return 0;
}

await command(main);
