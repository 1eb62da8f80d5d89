import type { JsonObject } from "../kit/json.ts";

export interface Template {
  Resources: Record<string, { Type: string; Properties: JsonObject; Metadata?: JsonObject }>;
  Outputs: JsonObject;
}

const ref = (id: string) => ({ Ref: id });
const arn = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const join = (...parts: (string | JsonObject)[]) => ({ "Fn::Join": ["", parts] });

const lambda = (name: string, environment: JsonObject): Template["Resources"][string] => ({
  Type: "AWS::Lambda::Function",
  Properties: {
    Code: { S3Bucket: { "Fn::Sub": "assets-${AWS::AccountId}" }, S3Key: `${name.toLowerCase()}.zip` },
    Handler: "index.handler",
    Runtime: "nodejs24.x",
    Timeout: 2,
    MemorySize: 128,
    Role: arn(`${name}Role`),
    Environment: { Variables: environment },
  },
  Metadata: { "aws:cdk:path": `Fixture/${name}/Resource` },
});

const role = (...statements: JsonObject[]): Template["Resources"][string] => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {},
    Policies: [{ PolicyName: "inline", PolicyDocument: { Statement: statements } }],
  },
});

const allow = (Action: string[], ...Resource: JsonObject[]): JsonObject => ({ Effect: "Allow", Action, Resource });

const route = (key: string, integration: string, authorised: boolean): Template["Resources"][string] => ({
  Type: "AWS::ApiGatewayV2::Route",
  Properties: {
    ApiId: ref("Api"),
    RouteKey: key,
    Target: join("integrations/", ref(integration)),
    ...(authorised ? { AuthorizationType: "JWT", AuthorizerId: ref("Jwt") } : { AuthorizationType: "NONE" }),
  },
});

const integration = (name: string): Template["Resources"][string] => ({
  Type: "AWS::ApiGatewayV2::Integration",
  Properties: {
    ApiId: ref("Api"),
    IntegrationType: "AWS_PROXY",
    IntegrationUri: arn(name),
    PayloadFormatVersion: "2.0",
  },
});

const key = (pk: string, sk: string): JsonObject[] => [
  { AttributeName: pk, KeyType: "HASH" },
  { AttributeName: sk, KeyType: "RANGE" },
];

const data: Template["Resources"] = {
  Store: {
    Type: "AWS::DynamoDB::GlobalTable",
    Properties: {
      KeySchema: key("pk", "sk"),
      AttributeDefinitions: ["pk", "sk", "gsi1pk", "gsi1sk"].map((name) => ({
        AttributeName: name,
        AttributeType: "S",
      })),
      GlobalSecondaryIndexes: [
        { IndexName: "gsi1", KeySchema: key("gsi1pk", "gsi1sk"), Projection: { ProjectionType: "ALL" } },
      ],
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
    },
  },
  Pool: {
    Type: "AWS::Cognito::UserPool",
    Properties: {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireLowercase: false,
          RequireUppercase: false,
          RequireNumbers: false,
          RequireSymbols: false,
        },
      },
    },
  },
  Client: {
    Type: "AWS::Cognito::UserPoolClient",
    Properties: {
      UserPoolId: ref("Pool"),
      ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      AccessTokenValidity: 15,
      IdTokenValidity: 15,
      RefreshTokenValidity: 43200,
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "minutes" },
      PreventUserExistenceErrors: "ENABLED",
      EnableTokenRevocation: true,
    },
  },
  Superusers: { Type: "AWS::Cognito::UserPoolGroup", Properties: { UserPoolId: ref("Pool"), GroupName: "superusers" } },
};

const tableActions = [
  "GetItem",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "Query",
  "ConditionCheckItem",
  "BatchWriteItem",
];

const functions: Template["Resources"] = {
  Echo: lambda("Echo", { GREETING: "hello", STACK: ref("AWS::StackId") }),
  EchoRole: role(),
  EchoLogs: { Type: "AWS::Logs::LogGroup", Properties: {} },
  Table: lambda("Table", { TABLE_NAME: ref("Store") }),
  TableRole: role(
    allow(
      tableActions.map((action) => `dynamodb:${action}`),
      arn("Store"),
    ),
    allow(["dynamodb:Query"], join(arn("Store"), "/index/gsi1")),
  ),
  People: lambda("People", { POOL_ID: ref("Pool"), CLIENT_ID: ref("Client") }),
  Accounts: lambda("Accounts", { POOL_ID: ref("Pool") }),
  AccountsRole: role(allow(["cognito-idp:AdminCreateUser", "cognito-idp:AdminAddUserToGroup"], arn("Pool"))),
  PeopleRole: role(allow(["cognito-idp:Admin*", "cognito-idp:ListUsers"], arn("Pool"))),
};

const onStream = { "Fn::GetAtt": ["Store", "StreamArn"] };

/** What happens to items whose partition begins with "job": two lanes, two retries, then the queue is told. */
const events: Template["Resources"] = {
  Reactor: lambda("Reactor", { TABLE_NAME: ref("Store") }),
  ReactorRole: role(
    allow(["dynamodb:UpdateItem"], arn("Store")),
    allow(["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"], onStream),
    { Effect: "Allow", Action: ["dynamodb:ListStreams"], Resource: "*" },
    allow(["sqs:SendMessage"], arn("GivenUp")),
  ),
  GivenUp: { Type: "AWS::SQS::Queue", Properties: { MessageRetentionPeriod: 1209600 } },
  Mapping: {
    Type: "AWS::Lambda::EventSourceMapping",
    Properties: {
      EventSourceArn: onStream,
      FunctionName: ref("Reactor"),
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 10,
      ParallelizationFactor: 2,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 2,
      MaximumRecordAgeInSeconds: 3600,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      DestinationConfig: { OnFailure: { Destination: arn("GivenUp") } },
      FilterCriteria: {
        Filters: [
          {
            Pattern: JSON.stringify({
              eventName: ["INSERT", "MODIFY"],
              dynamodb: {
                Keys: { pk: { S: [{ prefix: "job" }] } },
                NewImage: { asleep: { BOOL: [{ exists: false }] } },
              },
            }),
          },
        ],
      },
    },
  },
  Hourly: {
    Type: "AWS::Events::Rule",
    Properties: {
      ScheduleExpression: "rate(1 hour)",
      State: "ENABLED",
      Targets: [{ Arn: arn("Echo"), Id: "Target0" }],
    },
  },
};

const api: Template["Resources"] = {
  Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { ProtocolType: "HTTP", Name: "fixture" } },
  Stage: {
    Type: "AWS::ApiGatewayV2::Stage",
    Properties: {
      ApiId: ref("Api"),
      StageName: "$default",
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingBurstLimit: 400, ThrottlingRateLimit: 200 },
    },
  },
  Jwt: {
    Type: "AWS::ApiGatewayV2::Authorizer",
    Properties: {
      ApiId: ref("Api"),
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: { Audience: [ref("Client")], Issuer: { "Fn::GetAtt": ["Pool", "ProviderURL"] } },
      Name: "Jwt",
    },
  },
  EchoIntegration: integration("Echo"),
  TableIntegration: integration("Table"),
  AccountsIntegration: integration("Accounts"),
  Register: route("POST /api/tickets/auth/register", "AccountsIntegration", false),
  Promote: route("PATCH /api/tickets/users/{id}", "AccountsIntegration", true),
  EchoOpen: route("GET /api/open", "EchoIntegration", false),
  EchoPost: route("POST /api/open", "EchoIntegration", false),
  EchoItem: route("GET /api/items/{id}", "EchoIntegration", true),
  TablePost: route("POST /api/table", "TableIntegration", true),
};

const viewer = `function handler(event) {
  const request = event.request;
  if (request.uri.startsWith("/api/")) { if (request.uri.endsWith("/")) request.uri = request.uri.slice(0, -1); }
  else if (!/\\.[^/]*$/.test(request.uri)) request.uri = "/200.html";
  return request;
}`;

const behaviour = (origin: string, more: JsonObject): JsonObject => ({
  TargetOriginId: origin,
  ViewerProtocolPolicy: "redirect-to-https",
  FunctionAssociations: [{ EventType: "viewer-request", FunctionARN: { "Fn::GetAtt": ["Viewer", "FunctionARN"] } }],
  ...more,
});

const edge: Template["Resources"] = {
  Site: { Type: "AWS::S3::Bucket", Properties: {}, Metadata: { "tessera:files": "site" } },
  Viewer: {
    Type: "AWS::CloudFront::Function",
    Properties: { FunctionCode: viewer, Name: "viewer", FunctionConfig: {} },
  },
  Headers: {
    Type: "AWS::CloudFront::ResponseHeadersPolicy",
    Properties: {
      ResponseHeadersPolicyConfig: {
        Name: "headers",
        SecurityHeadersConfig: {
          ContentTypeOptions: { Override: true },
          ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: false },
        },
        CustomHeadersConfig: { Items: [{ Header: "Cache-Control", Value: "no-cache", Override: true }] },
      },
    },
  },
  Distribution: {
    Type: "AWS::CloudFront::Distribution",
    Properties: {
      DistributionConfig: {
        Enabled: true,
        DefaultCacheBehavior: behaviour("site", { Compress: true, ResponseHeadersPolicyId: ref("Headers") }),
        CacheBehaviors: [
          behaviour("api", {
            PathPattern: "/api/*",
            AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
          }),
        ],
        Origins: [
          { Id: "site", DomainName: { "Fn::GetAtt": ["Site", "RegionalDomainName"] } },
          {
            Id: "api",
            DomainName: { "Fn::Select": [2, { "Fn::Split": ["/", { "Fn::GetAtt": ["Api", "ApiEndpoint"] }] }] },
            OriginCustomHeaders: [
              {
                HeaderName: "x-origin-secret",
                HeaderValue: { "Fn::Select": [2, { "Fn::Split": ["/", ref("AWS::StackId")] }] },
              },
            ],
          },
        ],
      },
    },
  },
};

/** A fresh copy of the whole template. */
export const template = (): Template =>
  structuredClone({ Resources: { ...data, ...functions, ...events, ...api, ...edge }, Outputs: {} });
