import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { IUserPool } from "aws-cdk-lib/aws-cognito";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { Grant } from "../grants.ts";
import { sending, type Sender } from "./sender.ts";

export interface TesseraFunctionProps {
  /** Folder with the bundle, made by `infra/bundle.ts`. */
  readonly bundle: string;
  readonly grant: Grant;
  readonly table: TableV2;
  readonly userPool: IUserPool;
  readonly mail: Sender;
  readonly environment: Readonly<Record<string, string>>;
  /** MB, and with it the share of a CPU: 1769 MB are one. */
  readonly memorySize: number;
  /** Who invokes it, for the reason why it has no dead-letter queue of its own. */
  readonly invokedBy: string;
}

/** A function as all of ours are: Node 24 on arm64, its own log group, and only the grants that it is handed. */
export class TesseraFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: TesseraFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: RetentionDays.ONE_MONTH,
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
      loggingFormat: LoggingFormat.TEXT, // our lines are JSON already; the platform would wrap them once more
    });
    for (const statement of statements(props, logGroup)) this.addToRolePolicy(statement);
    Validations.of(this).acknowledge(
      {
        id: "Serverless::Serverless-LambdaDLQ",
        reason: props.invokedBy,
      },
      {
        id: "Serverless::Serverless-LambdaTracing",
        reason:
          "Each request's or batch's log line has its times; X-Ray is billed per trace and accepts a grant on * only",
      },
    );
  }
}

function statements({ grant, table, userPool, mail }: TesseraFunctionProps, logs: LogGroup): PolicyStatement[] {
  const allow = (service: string, actions: readonly string[], resources: string[]) =>
    new PolicyStatement({ actions: actions.map((action) => `${service}:${action}`), resources });
  const indexes = (grant.indexes ?? []).map((name) => `${table.tableArn}/index/${name}`);
  return [
    allow("logs", ["CreateLogStream", "PutLogEvents"], [logs.logGroupArn]),
    ...(grant.table ? [allow("dynamodb", grant.table, [table.tableArn])] : []),
    ...(indexes.length > 0 ? [allow("dynamodb", ["Query"], indexes)] : []),
    ...(grant.mail ? [sending(mail)] : []),
    ...(grant.people ? [allow("cognito-idp", grant.people, [userPool.userPoolArn])] : []),
  ];
}
