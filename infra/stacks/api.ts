import { routes } from "@tessera/core/routes";
import type { Route } from "@tessera/core/kit/route";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  type CfnRoute,
  type CfnStage,
  type HttpRoute,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { UserPool, UserPoolClient } from "aws-cdk-lib/aws-cognito";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { CfnOutput, Fn, RemovalPolicy, Stack, Validations, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { bundleOf } from "../bundle.ts";
import type { Table } from "../constructs/table.ts";
import { TesseraFunction } from "../constructs/tessera-function.ts";
import type { Sender } from "../constructs/sender.ts";
import { grants, type FunctionName } from "../grants.ts";
import type { Settings } from "../settings.ts";

export interface ApiStackProps extends StackProps {
  readonly settings: Settings;
  readonly table: Table;
  readonly attachments: Bucket;
  readonly userPool: UserPool;
  readonly client: UserPoolClient;
  readonly mail: Sender;
}

/** One line per request, as JSON: the gateway's own answers (401, 404, 429, 503) are seen nowhere else. */
const accessLine = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  routeKey: "$context.routeKey",
  path: "$context.path",
  status: "$context.status",
  ms: "$context.responseLatency",
  integrationMs: "$context.integrationLatency",
  integrationError: "$context.integrationErrorMessage",
  authorizerError: "$context.authorizer.error",
  bytes: "$context.responseLength",
  ip: "$context.identity.sourceIp",
};

/** The front door: every route of core, its token check, and one function per resource. */
export class ApiStack extends Stack {
  readonly api: HttpApi;
  readonly functions: TesseraFunction[] = [];
  readonly accessLogs: LogGroup;
  /**
   * What the distribution sends and the functions demand, so that nobody goes around the edge. Derived from
   * the stack's id, which outsiders don't see; it needs neither a paid secret nor a custom resource. It guards the
   * edge's limits, not the data: those who went around it would still need a token.
   */
  readonly originSecret = Fn.select(2, Fn.split("/", this.stackId));

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    this.api = new HttpApi(this, "HttpApi", { createDefaultStage: false });
    this.accessLogs = new LogGroup(this, "AccessLogs", {
      retention: props.settings.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = this.#stage();
    const authorizer = new HttpJwtAuthorizer("Jwt", props.userPool.userPoolProviderUrl, {
      jwtAudience: [props.client.userPoolClientId],
    });
    for (const name of Object.keys(routes) as FunctionName[]) {
      const one = this.#function(name, props);
      this.functions.push(one);
      const integration = new HttpLambdaIntegration(`${pascal(name)}Integration`, one, {
        scopePermissionToRoute: false, // one permission per function: a function's policy holds about 50 routes
      });
      for (const route of Object.values<Route>(routes[name])) {
        const made = this.api.addRoutes({
          path: route.path.slice(0, -1), // the gateway takes no route that ends in "/": the edge strips it (docs/adr/0005)
          methods: [HttpMethod[route.method]],
          integration,
          ...(route.access === "user" ? { authorizer } : {}),
        });
        // It takes its time on purpose (docs/adr/0008): whoever asks in masses may not hold all functions.
        if (route === routes.auth.forgot) slow(stage, made);
      }
    }
    new CfnOutput(this, "ApiId", { value: this.api.apiId });
    const users = this.functions.find(({ node }) => node.id === pascal("users"));
    if (users) new CfnOutput(this, "UsersFunction", { value: users.functionName }); // for `npm run superuser`
    this.#acknowledge();
  }

  #function(
    name: FunctionName,
    { settings, table, attachments, userPool, client, mail }: ApiStackProps,
  ): TesseraFunction {
    const grant = grants[name];
    return new TesseraFunction(this, pascal(name), {
      bundle: bundleOf(name),
      grant,
      settings,
      table,
      userPool,
      mail,
      attachments,
      memorySize: name === "health" ? 256 : 1024,
      invokedBy: "Invoked by the HTTP API only, synchronously: the caller gets the error, there is nothing to queue",
      environment: {
        ORIGIN_SECRET: this.originSecret,
        ...(grant.table && { TABLE_NAME: table.tableName }),
        ...(grant.files && { ATTACHMENTS_BUCKET: attachments.bucketName }),
        ...(grant.people && { USER_POOL_ID: userPool.userPoolId, USER_POOL_CLIENT_ID: client.userPoolClientId }),
        ...(grant.mail && { MAIL_FROM: mail.from }),
      },
    });
  }

  #stage(): HttpStage {
    return new HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: 1000, burstLimit: 2000 }, // requests per second, over all callers
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLogs),
        format: AccessLogFormat.custom(JSON.stringify(accessLine)),
      },
    });
  }

  #acknowledge(): void {
    Validations.of(this.api).acknowledge({
      id: "AwsSolutions::AwsSolutions-APIG4",
      reason:
        "Public by contract: health, reference, register, login, refresh, logout, a forgotten password. A test pins the list",
    });
  }
}

/** At most 20 requests a second, over all callers, on these routes. */
function slow(stage: HttpStage, made: HttpRoute[]): void {
  const throttle = { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 };
  const keys = made.map((route) => (route.node.defaultChild as CfnRoute).routeKey);
  (stage.node.defaultChild as CfnStage).routeSettings = Object.fromEntries(keys.map((key) => [key, throttle]));
  stage.node.addDependency(...made); // the settings name routes, which must be there
}

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
