import { App, Tags, Validations } from "aws-cdk-lib/core";
import flags from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" };
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { readSettings } from "./settings.ts";
import { AlarmsStack } from "./stacks/alarms.ts";
import { ApiStack } from "./stacks/api.ts";
import { AuthStack } from "./stacks/auth.ts";
import { DataStack } from "./stacks/data.ts";
import { EventsStack } from "./stacks/events.ts";
import { WebStack } from "./stacks/web.ts";

/**
 * The deployed diagram. Flags stand here and not in cdk.json, so that the CLI, `npm run synth` and the tests
 * all make the same templates; account and region come with the credentials of the deploy.
 */
const app = new App({
  outdir: process.env["CDK_OUTDIR"] ?? "cdk.out",
  analyticsReporting: false,
  context: { ...flags, "@aws-cdk/core:validateAgainstDefaultRules": true },
  postCliContext: {
    "aws:cdk:enable-path-metadata": true,
    "aws:cdk:enable-asset-metadata": false,
    // Hot reload watches the bundles themselves instead of copies of them. Never set for a deploy.
    ...(process.env["TESSERA_DEV"] && { "aws:cdk:disable-asset-staging": true }),
  },
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));

const settings = readSettings();
const kept = { settings, terminationProtection: true };
const { table, attachments } = new DataStack(app, "Tessera-Data", kept);
const { userPool, client, mail } = new AuthStack(app, "Tessera-Auth", kept);
const api = new ApiStack(app, "Tessera-Api", { settings, table, attachments, userPool, client, mail });
const events = new EventsStack(app, "Tessera-Events", { settings, table, attachments, userPool, mail });
new WebStack(app, "Tessera-Web", { settings, api: api.api, originSecret: api.originSecret, attachments });
new AlarmsStack(app, "Tessera-Alarms", {
  settings,
  table,
  api: api.api,
  accessLogs: api.accessLogs,
  functions: api.functions,
  reactions: events.functions,
  failures: events.failures,
});

Tags.of(app).add("app", "tessera");
app.synth();
