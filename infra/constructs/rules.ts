import type { IMetric } from "aws-cdk-lib/aws-cloudwatch";
import type { TesseraAlarmProps } from "./alarm.ts";
import type { Metrics } from "./metrics.ts";

const MINUTE_MS = 60_000;

type Rule = Omit<TesseraAlarmProps, "topic">;

const throttled = (metric: IMetric, what: string): Rule => ({
  metric,
  above: 10,
  times: [2, 3],
  says: `DynamoDB refuses ${what} of the table.`,
  runbook: "the-table-is-throttled",
});

const late = (metric: IMetric, name: string): Rule => ({
  metric,
  above: 30 * MINUTE_MS,
  says: `What ${name} does after a write is more than half an hour late.`,
  runbook: "the-stream-is-late",
});

/** When somebody has to look, by the alarm's id. */
export const rules = ({
  errorRate,
  p99,
  throttles,
  tableThrottles,
  ages,
  depth,
  sweepErrors,
}: Metrics): Record<string, Rule> => ({
  Errors: {
    metric: errorRate,
    above: 1,
    times: [2, 3],
    says: "More than 1 % of the requests end in a 5xx.",
    runbook: "requests-fail",
  },
  Slow: {
    metric: p99,
    above: 3000,
    times: [3, 3],
    says: "One request in a hundred takes longer than 3 s.",
    runbook: "requests-are-slow",
  },
  Throttled: {
    metric: throttles,
    above: 0,
    says: "Lambda refuses to run functions: the account has too few at a time.",
    runbook: "functions-are-throttled",
  },
  ReadsThrottled: throttled(tableThrottles.Read, "reads"),
  WritesThrottled: throttled(tableThrottles.Write, "writes"),
  CleanupLate: late(ages.Cleanup, "Cleanup"),
  SearchLate: late(ages.Search, "Search"),
  GivenUp: {
    metric: depth,
    above: 0,
    says: "Records of the table's stream were given up.",
    runbook: "records-were-given-up",
  },
  SweepFails: {
    metric: sweepErrors,
    above: 0,
    times: [2, 24],
    says: "The hourly sweep fails: jobs that stopped aren't woken.",
    runbook: "the-sweep-fails",
  },
});
