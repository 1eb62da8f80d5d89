import { readFileSync } from "node:fs";
import path from "node:path";
import * as v from "valibot";

const onOff = v.picklist(["on", "off"], "use on or off");
/** On the command line a number is a text. */
const number = v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))], "use a number");
const arn = (what: string, pattern: RegExp) => v.pipe(v.string(), v.regex(pattern, `use the ARN of ${what}`));

/** Those that CloudWatch knows. */
const logDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653] as const;

/**
 * What a deploy may choose, with defaults that work without a domain. Given as `npm run deploy -- -c name=value`, or kept in
 * `cdk.json` under `context.tessera`; a name or value that makes no sense ends the synthesis with one line.
 */
const Settings = v.strictObject({
  /** The address that mail comes from; its domain becomes an identity of SES. The default is nobody's: nothing leaves SES. */
  mailFrom: v.optional(v.pipe(v.string(), v.email("use an e-mail address")), "tessera@mail.example.com"),
  /** Who hears of alarms and of the bill; without it nobody does. */
  alarmMail: v.optional(v.pipe(v.string(), v.email("use an e-mail address"))),
  /** What a month may cost, in US dollars, before `alarmMail` hears of it. */
  budget: v.optional(v.pipe(number, v.minValue(1, "use 1 or more")), 20),
  /** The name that people open instead of CloudFront's; needs `certificate`. */
  domain: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "use a name like tickets.example.com"),
    ),
  ),
  /** ACM's certificate for `domain`. CloudFront takes it from us-east-1 only. */
  certificate: v.optional(arn("a certificate in us-east-1", /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/)),
  /** How long logs are kept, in days. */
  logDays: v.optional(v.pipe(number, v.picklist(logDays, `use one of ${logDays.join(", ")}`)), 30),
  /** How far back the table can be restored, in days. */
  backupDays: v.optional(v.pipe(number, v.minValue(1, "use 1 to 35"), v.maxValue(35, "use 1 to 35")), 35),
  /** A web ACL before the distribution: on (the stacks must be in us-east-1), off, or the ARN of one that is there. */
  waf: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^(?:on|off|arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/[\w/-]+)$/, "use on, off or a web ACL's ARN"),
    ),
    "off",
  ),
  /** X-Ray's traces of all functions. */
  tracing: v.optional(onOff, "off"),
  /** The stream of a restored table: the functions use that table from then on (docs/runbook.md, "Restore"). */
  stream: v.optional(arn("a table's stream", /^arn:aws:dynamodb:[\w-]+:\d{12}:table\/[\w.-]+\/stream\/[\w:.-]+$/)),
});
export type Settings = v.InferOutput<typeof Settings>;

/** @throws an error of one line that names the setting */
export function parseSettings(given: unknown): Settings {
  const result = v.safeParse(Settings, given);
  if (!result.success) {
    const [issue] = result.issues;
    const name = v.getDotPath(issue) ?? "settings";
    const unknown = issue.type === "strict_object";
    throw new Error(unknown ? `${name}: no such setting` : `${name}: ${issue.message}`);
  }
  const { domain, certificate } = result.output;
  if ((domain === undefined) !== (certificate === undefined))
    throw new Error(domain === undefined ? "certificate: needs a domain" : "domain: needs a certificate");
  return result.output;
}

/** Those kept in `cdk.json`, and over them what this command was given. Ends the process with one line if they make no sense. */
export function readSettings(): Settings {
  try {
    return parseSettings(given());
  } catch (error) {
    process.stderr.write(`tessera: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

function given(): unknown {
  const file = path.resolve(import.meta.dirname, "../cdk.json");
  const { context } = JSON.parse(readFileSync(file, "utf8")) as { context?: { tessera?: object } };
  return { ...context?.tessera, ...(JSON.parse(process.env["TESSERA_SETTINGS"] ?? "{}") as object) };
}
