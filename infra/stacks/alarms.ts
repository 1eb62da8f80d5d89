import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import {
  Dashboard,
  GraphWidget,
  MathExpression,
  Metric,
  Stats,
  TextWidget,
  type IMetric,
} from "aws-cdk-lib/aws-cloudwatch";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Duration, Stack, Validations, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { TesseraAlarm, type TesseraAlarmProps } from "../constructs/alarm.ts";
import { saveQueries } from "../constructs/queries.ts";
import type { Table } from "../constructs/table.ts";
import type { TesseraFunction } from "../constructs/tessera-function.ts";
import type { ReactionName } from "../grants.ts";
import type { Settings } from "../settings.ts";

export interface AlarmsStackProps extends StackProps {
  readonly settings: Settings;
  readonly api: HttpApi;
  readonly accessLogs: LogGroup;
  readonly functions: readonly TesseraFunction[];
  readonly reactions: ReadonlyMap<ReactionName, TesseraFunction>;
  readonly table: Table;
  readonly failures: Queue;
}

const FIVE = Duration.minutes(5);
const MINUTE_MS = 60_000;

/**
 * Who watches: alarms, one dashboard, the questions to the logs, the bill. Ten metrics in alarms and one dashboard are
 * what every account has for nothing (https://aws.amazon.com/cloudwatch/pricing/, free tier), and a test counts them.
 */
export class AlarmsStack extends Stack {
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsStackProps) {
    super(scope, id, props);
    this.#topic = this.#hearing(props.settings);
    const metrics = measured(props);
    this.#alarms(metrics);
    this.#dashboard(metrics, props);
    const functions = [...props.functions, ...props.reactions.values()];
    saveQueries(this, { functions: functions.map((one) => one.logs), gateway: [props.accessLogs] });
    if (props.settings.alarmMail) this.#budget(props.settings.alarmMail, props.settings.budget);
  }

  #hearing({ alarmMail }: Settings): Topic {
    const topic = new Topic(this, "Topic", { enforceSSL: true });
    // Its own policy takes the place of the one that lets the account's services in.
    topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ["sns:Publish"],
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": this.account } },
      }),
    );
    const sub = alarmMail && topic.addSubscription(new EmailSubscription(alarmMail));
    if (sub)
      Validations.of(sub).acknowledge({
        id: "Serverless::Serverless-SNSRedrivePolicy",
        reason: "What a mailbox doesn't take is on the dashboard still; a queue of lost mails would have no reader",
      });
    return topic;
  }

  #alarm(id: string, props: Omit<TesseraAlarmProps, "topic">): void {
    new TesseraAlarm(this, id, { ...props, topic: this.#topic });
  }

  #alarms(metrics: Metrics): void {
    this.#alarm("Errors", {
      metric: metrics.errorRate,
      above: 1,
      times: [2, 3],
      says: "More than 1 % of the requests end in a 5xx.",
      runbook: "requests-fail",
    });
    this.#alarm("Slow", {
      metric: metrics.p99,
      above: 3000,
      times: [3, 3],
      says: "One request in a hundred takes longer than 3 s.",
      runbook: "requests-are-slow",
    });
    this.#alarm("Throttled", {
      metric: metrics.throttles,
      above: 0,
      says: "Lambda refuses to run functions: the account has too few at a time.",
      runbook: "functions-are-throttled",
    });
    for (const kind of ["Read", "Write"] as const)
      this.#alarm(`${kind}sThrottled`, {
        metric: metrics.tableThrottles[kind],
        above: 10,
        times: [2, 3],
        says: `DynamoDB refuses ${kind.toLowerCase()}s of the table.`,
        runbook: "the-table-is-throttled",
      });
    for (const [name, metric] of Object.entries(metrics.ages))
      this.#alarm(`${name}Late`, {
        metric,
        above: 30 * MINUTE_MS,
        says: `What ${name} does after a write is more than half an hour late.`,
        runbook: "the-stream-is-late",
      });
    this.#alarm("GivenUp", {
      metric: metrics.depth,
      above: 0,
      says: "Records of the table's stream were given up.",
      runbook: "records-were-given-up",
    });
    this.#alarm("SweepFails", {
      metric: metrics.sweepErrors,
      above: 0,
      times: [2, 24],
      says: "The hourly sweep fails: jobs that stopped aren't woken.",
      runbook: "the-sweep-fails",
    });
  }

  #dashboard(metrics: Metrics, { reactions, functions }: AlarmsStackProps): void {
    const graph = (title: string, ...left: IMetric[]) => new GraphWidget({ title, left, width: 12, height: 6 });
    const all = [...functions, ...reactions.values()];
    new Dashboard(this, "Dashboard", {
      dashboardName: "Tessera",
      defaultInterval: Duration.days(1),
      widgets: [
        [
          new TextWidget({
            markdown: "What to do: docs/runbook.md. Questions to the logs: Logs Insights, `tessera/`.",
            width: 24,
            height: 1,
          }),
        ],
        [graph("Requests, refused, failed", ...metrics.requests), graph("Milliseconds", metrics.p50, metrics.p99)],
        [
          graph(
            "Running at once",
            ...all.map((one) => one.metric("ConcurrentExecutions", { statistic: Stats.MAXIMUM })),
          ),
          graph("Table: units a second", ...metrics.units),
        ],
        [
          graph("Table: refused", metrics.tableThrottles.Read, metrics.tableThrottles.Write),
          graph("Stream: late by, ms; records given up", ...Object.values(metrics.ages), metrics.depth),
        ],
      ],
    });
  }

  /** AWS's own forecast; the first two budgets of an account cost nothing, nor do those that only tell. */
  #budget(address: string, amount: number): void {
    const told = (notificationType: string, threshold: number): CfnBudget.NotificationWithSubscribersProperty => ({
      notification: { notificationType, comparisonOperator: "GREATER_THAN", threshold },
      subscribers: [{ subscriptionType: "EMAIL", address }],
    });
    new CfnBudget(this, "Budget", {
      budget: {
        budgetType: "COST",
        timeUnit: "MONTHLY",
        budgetLimit: { amount, unit: "USD" },
        costFilters: { TagKeyValue: ["user:app$tessera"] },
      },
      notificationsWithSubscribers: [told("ACTUAL", 80), told("FORECASTED", 100)],
    });
  }
}

type Metrics = ReturnType<typeof measured>;

/** What is looked at. Of all functions of the account's region, where AWS only has that. */
function measured({ api, reactions, table, failures }: AlarmsStackProps) {
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
