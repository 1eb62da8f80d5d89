// What `npm run destroy` says before and after: which stacks go, and what stays, since it holds what people have made.
import { createInterface } from "node:readline/promises";
import { command, say, Stop } from "../lib/say.mjs";
import { outputs } from "./reach.mjs";

/** Each with how it is deleted by hand. */
const kept = ({ TableName, AttachmentsBucket, SiteBucket, UserPoolId }) => [
  [
    "the table",
    TableName,
    `aws dynamodb update-table --table-name ${TableName} --no-deletion-protection-enabled && aws dynamodb delete-table --table-name ${TableName}`,
  ],
  ["the files", AttachmentsBucket, `aws s3 rb --force s3://${AttachmentsBucket}`],
  ["the app's own files", SiteBucket, `aws s3 rb --force s3://${SiteBucket}`],
  [
    "people's passwords",
    UserPoolId,
    `aws cognito-idp update-user-pool --user-pool-id ${UserPoolId} --deletion-protection INACTIVE && aws cognito-idp delete-user-pool --user-pool-id ${UserPoolId}`,
  ],
];

async function confirm([stacks]) {
  outputs(); // without them nobody could be told afterwards what stays
  say(`this deletes ${stacks}: nobody can use Tessera from then on`);
  say("table, files and passwords stay, and a later deploy goes on with them");
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await ask.question("type remove to go on: ").finally(() => ask.close());
  if (answer.trim() !== "remove") throw new Stop("nothing was removed");
  return 0;
}

function tell() {
  say("removed. What stays, at the price of its bytes, and how to delete it for good:");
  for (const [what, name, way] of kept(outputs())) say(`\n${what}: ${name}\n  ${way}`);
  say("\nthen the stacks Tessera-Data and Tessera-Auth themselves, after switching their termination protection off");
  return 0;
}

const [step, ...args] = process.argv.slice(2);
await command(() => (step === "confirm" ? confirm(args) : tell()));
