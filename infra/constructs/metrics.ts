import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Duration } from "aws-cdk-lib/core";
import type { ReactionName } from "../grants.ts";
import type { Table } from "./table.ts";
import type { TesseraFunction } from "./tessera-function.ts";

const FIVE = Duration.minutes(5);

/** What is watched. */
export interface Watched {
  readonly api: HttpApi;
  readonly reactions: ReadonlyMap<ReactionName, TesseraFunction>;
  readonly table: Table;
  readonly failures: Queue;
}

export type Metrics = ReturnType<typeof measured>;

/** What is looked at. Of all functions of the account's region, where AWS only has that. */
export function measured({ api, reactions, table, failures }: Watched) {
  const ofApi = (metricName: string, statistic: string, label: string) =>
    api.metric(metricName, { statistic, period: FIVE, label });
  const [count, refused, failed] = [
    ofApi("Count", Stats.SUM, "requests"),
    ofApi("4xx", Stats.SUM, "refused"),
    ofApi("5xx", Stats.SUM, "failed"),
  ];
  const ofTable = (metricName: string) =>
    new Metric({
      namespace: "AWS/DynamoDB",
      metricName,
      dimensionsMap: { TableName: table.tableName },
      statistic: Stats.SUM,
      period: FIVE,
    });
  const age = (name: ReactionName) =>
    one(reactions, name).metric("IteratorAge", { statistic: Stats.MAXIMUM, period: FIVE });
  const perSecond = (label: string, metricName: string) =>
    new MathExpression({
      expression: `${label} / PERIOD(${label})`,
      usingMetrics: { [label]: ofTable(metricName) },
      label,
      period: FIVE,
    });
  return {
    requests: [count, refused, failed],
    errorRate: new MathExpression({
      expression: "100 * failed / count",
      usingMetrics: { failed, count },
      label: "5xx, %",
      period: FIVE,
    }),
    p50: ofApi("Latency", "p50", "p50"),
    p99: ofApi("Latency", "p99", "p99"),
    throttles: new Metric({ namespace: "AWS/Lambda", metricName: "Throttles", statistic: Stats.SUM, period: FIVE }),
    tableThrottles: { Read: ofTable("ReadThrottleEvents"), Write: ofTable("WriteThrottleEvents") },
    units: [perSecond("read", "ConsumedReadCapacityUnits"), perSecond("written", "ConsumedWriteCapacityUnits")],
    ages: { Cleanup: age("cleanup"), Search: age("search") },
    depth: failures.metricApproximateNumberOfMessagesVisible({ period: FIVE, statistic: Stats.MAXIMUM }),
    sweepErrors: one(reactions, "sweep").metricErrors({ period: Duration.hours(1), statistic: Stats.SUM }),
  };
}

function one(functions: ReadonlyMap<ReactionName, TesseraFunction>, name: ReactionName): TesseraFunction {
  const found = functions.get(name);
  if (!found) throw new Error(`there is no function for ${name}`);
  return found;
}
