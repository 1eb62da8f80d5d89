import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import { Dashboard, GraphWidget, Stats, TextWidget, type IMetric } from "aws-cdk-lib/aws-cloudwatch";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Duration, Stack, Validations, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { TesseraAlarm } from "../constructs/alarm.ts";
import { measured, type Metrics, type Watched } from "../constructs/metrics.ts";
import { saveQueries } from "../constructs/queries.ts";
import { rules } from "../constructs/rules.ts";
import type { TesseraFunction } from "../constructs/tessera-function.ts";
import type { Settings } from "../settings.ts";

export interface AlarmsStackProps extends StackProps, Watched {
  readonly settings: Settings;
  readonly accessLogs: LogGroup;
  readonly functions: readonly TesseraFunction[];
}

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
    for (const [name, rule] of Object.entries(rules(metrics)))
      new TesseraAlarm(this, name, { ...rule, topic: this.#topic });
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
