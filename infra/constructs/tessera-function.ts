import type { IUserPool } from "aws-cdk-lib/aws-cognito";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { Grant } from "../grants.ts";
import type { Table } from "./table.ts";
import type { Settings } from "../settings.ts";
import { sending, type Sender } from "./sender.ts";

export interface TesseraFunctionProps {
  /** Folder with the bundle, made by `infra/bundle.ts`. */
  readonly bundle: string;
  readonly grant: Grant;
  readonly settings: Settings;
  readonly table: Table;
  readonly userPool: IUserPool;
  readonly mail: Sender;
  readonly attachments: Bucket;
  readonly environment: Readonly<Record<string, string>>;
  /** MB, and with it the share of a CPU: 1769 MB are one. */
  readonly memorySize: number;
  /** Who invokes it, for the reason why it has no dead-letter queue of its own. */
  readonly invokedBy: string;
}

/** A function as all of ours are: Node 24 on arm64, its own log group, and only the grants that it is handed. */
export class TesseraFunction extends LambdaFunction {
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, props: TesseraFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: props.settings.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    super(scope, id, {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(props.bundle, { exclude: ["*.map"] }),
      memorySize: props.memorySize,
      timeout: Duration.seconds(15),
      environment: { ...props.environment },
      // A role without AWSLambdaBasicExecutionRole, which may write to every log group of the account.
      role: new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") }),
      logGroup,
      // With `on`, CDK grants what X-Ray demands; `disabled` writes no property at all.
      ...(props.settings.tracing === "on" && { tracing: Tracing.ACTIVE }),
      loggingFormat: LoggingFormat.TEXT, // our lines are JSON already; the platform would wrap them once more
    });
    this.logs = logGroup;
    for (const statement of statements(props, logGroup)) this.addToRolePolicy(statement);
    if (props.settings.tracing === "on")
      Validations.of(this.role ?? this).acknowledge({
        id: "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
        reason: "X-Ray's actions take no resource: they send what was measured, and read nothing",
      });
    if (props.grant.files)
      Validations.of(this.role ?? this).acknowledge({
        id: `AwsSolutions::AwsSolutions-IAM5[Resource::${attachmentsArn}/*]`,
        reason: "Objects come and go: a policy can name them only by a wildcard behind the one bucket's name",
      });
    Validations.of(this).acknowledge(
      {
        id: "Serverless::Serverless-LambdaDLQ",
        reason: props.invokedBy,
      },
      {
        id: "Serverless::Serverless-LambdaTracing",
        reason:
          "Each request's or batch's log line has its times; X-Ray is billed per trace and takes a grant on * only, so a setting brings it",
      },
    );
  }
}

/** How cdk-nag names the attachments' ARN of another stack. Should it change, the synthesis says what to. */
const attachmentsArn =
  '{"Fn::GetStackOutput":{"StackName":"Tessera-Data","Region":{"Ref":"AWS::Region"},"OutputName":"PublishOutputFnGetAttAttachments87B238D3Arn816FB69F"}}';

function statements(
  { grant, table, userPool, mail, attachments }: TesseraFunctionProps,
  logs: LogGroup,
): PolicyStatement[] {
  const allow = (service: string, actions: readonly string[], resources: string[]) =>
    new PolicyStatement({ actions: actions.map((action) => `${service}:${action}`), resources });
  const indexes = (grant.indexes ?? []).map((name) => `${table.tableArn}/index/${name}`);
  const onBucket = grant.files?.filter((action) => action === "ListBucket") ?? [];
  const onObjects = grant.files?.filter((action) => action !== "ListBucket") ?? [];
  return [
    allow("logs", ["CreateLogStream", "PutLogEvents"], [logs.logGroupArn]),
    ...(grant.table ? [allow("dynamodb", grant.table, [table.tableArn])] : []),
    ...(indexes.length > 0 ? [allow("dynamodb", ["Query"], indexes)] : []),
    ...(grant.mail ? [sending(mail)] : []),
    ...(onBucket.length > 0 ? [allow("s3", onBucket, [attachments.bucketArn])] : []),
    ...(onObjects.length > 0 ? [allow("s3", onObjects, [attachments.arnForObjects("*")])] : []),
    ...(grant.people ? [allow("cognito-idp", grant.people, [userPool.userPoolArn])] : []),
  ];
}
