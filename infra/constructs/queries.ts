import { CfnQueryDefinition, type LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";

/** Questions to the logs. Functions write one JSON line a request or batch (`functions/lib/log.ts`, `batch.ts`), the gateway one a request. */
const questions: readonly { of: "functions" | "gateway"; ask: string; query: readonly string[] }[] = [
  {
    of: "functions",
    ask: "What failed",
    query: [
      "filter level = 'error'",
      "fields @timestamp, request_id, route, project, error, cause, stack, @log",
      "sort @timestamp desc",
    ],
  },
  {
    of: "functions",
    ask: "What happened to one request (put its id in)",
    query: ["filter request_id = '...'", "fields @timestamp, @message, @log", "sort @timestamp asc"],
  },
  {
    of: "functions",
    ask: "Which routes are slow",
    query: [
      "filter ispresent(route)",
      "stats count() as requests, pct(ms, 50) as p50, pct(ms, 99) as p99, max(ms) as worst by route",
      "sort p99 desc",
    ],
  },
  {
    of: "functions",
    ask: "What uses the table most",
    query: ["stats sum(writes) as w, sum(reads) as r, count() as requests by route, project", "sort w desc"],
  },
  {
    of: "functions",
    ask: "What is refused and why",
    query: ["filter status >= 400", "stats count() as times by code, status, route", "sort times desc"],
  },
  {
    of: "functions",
    ask: "Which records of the stream failed",
    query: ["filter failed > 0", "fields @timestamp, records, failed, @message, @log", "sort @timestamp desc"],
  },
  {
    of: "gateway",
    ask: "What the gateway refused by itself",
    query: [
      "filter status >= 400",
      "stats count() as times by status, routeKey, authorizerError, integrationError",
      "sort times desc",
    ],
  },
  { of: "gateway", ask: "Who asks most", query: ["stats count() as requests by ip", "sort requests desc", "limit 20"] },
];

/** One saved query a question, in Logs Insights' folder `tessera`. They cost nothing until somebody asks. */
export function saveQueries(
  scope: Construct,
  groups: Readonly<Record<"functions" | "gateway", readonly LogGroup[]>>,
): void {
  for (const { of, ask, query } of questions)
    new CfnQueryDefinition(scope, `Ask${ask.replaceAll(/\W/g, "")}`, {
      name: `tessera/${ask}`,
      logGroupNames: groups[of].map((group) => group.logGroupName),
      queryString: query.join("\n| "),
    });
}
