import { reactions, type OnClock, type OnFile, type OnStream, type Wanted } from "@tessera/core/reactions";
import type { UserPool } from "aws-cdk-lib/aws-cognito";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { CfnOutput, Duration, Stack, Validations, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { bundleOf } from "../bundle.ts";
import type { Sender } from "../constructs/sender.ts";
import type { Table } from "../constructs/table.ts";
import { TesseraFunction } from "../constructs/tessera-function.ts";
import { grants, type ReactionName } from "../grants.ts";
import type { Settings } from "../settings.ts";

export interface EventsStackProps extends StackProps {
  readonly settings: Settings;
  readonly table: Table;
  readonly attachments: Bucket;
  readonly userPool: UserPool;
  readonly mail: Sender;
}

/** What happens without a request: one function for each of core's reactions, woken by the stream or by the clock. */
export class EventsStack extends Stack {
  readonly functions = new Map<ReactionName, TesseraFunction>();
  readonly failures: Queue;

  constructor(scope: Construct, id: string, props: EventsStackProps) {
    super(scope, id, props);
    this.failures = this.#failures();
    new CfnOutput(this, "FailuresQueue", { value: this.failures.queueUrl }); // for `npm run redrive`
    for (const [name, reaction] of Object.entries<OnStream | OnClock | OnFile>(reactions)) {
      const one = this.#function(name as ReactionName, props); // the table's own keys
      this.functions.set(name as ReactionName, one);
      if ("on" in reaction) this.#onStream(name, one, reaction, props.table, this.failures);
      else if ("files" in reaction) this.#onFile(name, one, props.attachments);
      else this.#onClock(name, one, reaction);
    }
  }

  #function(name: ReactionName, { settings, table, attachments, userPool, mail }: EventsStackProps): TesseraFunction {
    const grant = grants[name];
    return new TesseraFunction(this, pascal(name), {
      bundle: bundleOf(name),
      grant,
      settings,
      table,
      attachments,
      userPool,
      mail,
      memorySize: 512,
      invokedBy:
        "The stream's mapping has a queue for what fails; the clock starts again, and readers mend what no file told",
      environment: {
        TABLE_NAME: table.tableName,
        ...(grant.files && { ATTACHMENTS_BUCKET: attachments.bucketName }),
        ...(grant.people && { USER_POOL_ID: userPool.userPoolId }),
      },
    });
  }

  /** Where the stream's records that nobody could deal with are told of: docs/runbook.md says what to do. */
  #failures(): Queue {
    const queue = new Queue(this, "Failures", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(queue).acknowledge(
      { id: "AwsSolutions::AwsSolutions-SQS3", reason: "It is itself where failures end" },
      { id: "Serverless::Serverless-SQSRedrivePolicy", reason: "It is itself where failures end" },
    );
    return queue;
  }

  /**
   * Few retries: a batch that fails holds up its lane. What is given up is in the queue, and a job is woken again by the
   * sweep.
   */
  #onStream(name: string, target: TesseraFunction, { on }: OnStream, table: Table, failures: Queue): void {
    const eventSourceArn = streamOf(table);
    target.addToRolePolicy(
      new PolicyStatement({
        actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
        resources: [eventSourceArn],
      }),
    );
    target.addToRolePolicy(new PolicyStatement({ actions: ["dynamodb:ListStreams"], resources: ["*"] }));
    if (target.role)
      Validations.of(target.role).acknowledge({
        id: "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
        reason:
          "Lambda demands ListStreams of whoever reads a stream; the action takes no resource and tells names only",
      });
    target.addToRolePolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [failures.queueArn] }));
    new EventSourceMapping(this, `${pascal(name)}Stream`, {
      target,
      eventSourceArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      parallelizationFactor: 4,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 5,
      maxRecordAge: Duration.hours(6),
      onFailure: { bind: () => ({ destination: failures.queueArn }) },
      filters: on.map(filter),
    });
  }

  #onFile(name: string, target: TesseraFunction, bucket: Bucket): void {
    const rule = new Rule(this, `${pascal(name)}Rule`, {
      eventPattern: {
        source: ["aws.s3"],
        detailType: ["Object Created"],
        detail: { bucket: { name: [bucket.bucketName] } },
      },
      targets: [new LambdaFunction(target)],
    });
    Validations.of(rule).acknowledge({
      id: "Serverless::Serverless-EventBusDLQ",
      reason: "EventBridge tries for a day, and whoever reads a pending attachment asks S3 itself",
    });
  }

  #onClock(name: string, target: TesseraFunction, { everyHours }: OnClock): void {
    const rule = new Rule(this, `${pascal(name)}Clock`, {
      schedule: Schedule.rate(Duration.hours(everyHours)),
      targets: [new LambdaFunction(target)],
    });
    Validations.of(rule).acknowledge({
      id: "Serverless::Serverless-EventBusDLQ",
      reason: "A run that fails is in the function's log, and the next one does its work",
    });
  }
}

function streamOf({ tableStreamArn }: Table): string {
  if (tableStreamArn === undefined) throw new Error("the table has no stream");
  return tableStreamArn;
}

/** A removed item's entity stands in its old image, every other one's in the new. */
function filter({ entity, does, with: flag, without }: Wanted): Record<string, unknown> {
  const image = does.includes("REMOVE") ? "OldImage" : "NewImage";
  const present = flag === undefined ? {} : { [flag]: { BOOL: [{ exists: true }] } };
  const absent = without === undefined ? {} : { [without]: { BOOL: [{ exists: false }] } };
  return {
    pattern: JSON.stringify({ eventName: does, dynamodb: { [image]: { _e: { S: [entity] }, ...present, ...absent } } }),
  };
}

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
