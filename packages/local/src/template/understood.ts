/**
 * Every resource type that a template may hold. `reads` are the properties that the local cloud acts on,
 * `cloudOnly` those that mean nothing on one machine. Any other property, or type, is an error at start:
 * what is not understood is never ignored.
 */
export const emulated: Record<string, { reads: string[]; cloudOnly: string[] }> = {
  "AWS::DynamoDB::GlobalTable": {
    reads: [
      "TableName",
      "KeySchema",
      "AttributeDefinitions",
      "GlobalSecondaryIndexes",
      "StreamSpecification",
      "TimeToLiveSpecification",
    ],
    // billing, backup, encryption and replication cost or protect something only in the cloud
    cloudOnly: [
      "BillingMode",
      "Replicas",
      "SSESpecification",
      "WriteOnDemandThroughputSettings",
      "WriteProvisionedThroughputSettings",
      "WarmThroughput",
    ],
  },
  "AWS::Lambda::Function": {
    reads: [
      "Code",
      "Handler",
      "Runtime",
      "Environment",
      "Timeout",
      "MemorySize",
      "Role",
      "FunctionName",
      "ReservedConcurrentExecutions",
    ],
    cloudOnly: ["Architectures", "Description", "LoggingConfig", "Tags", "TracingConfig", "RecursiveLoop"],
  },
  "AWS::IAM::Role": {
    reads: ["Policies", "ManagedPolicyArns", "RoleName"],
    cloudOnly: ["AssumeRolePolicyDocument", "Description", "Tags", "Path", "MaxSessionDuration"],
  },
  "AWS::IAM::Policy": { reads: ["PolicyDocument", "Roles"], cloudOnly: ["PolicyName"] },
  "AWS::ApiGatewayV2::Api": {
    reads: ["ProtocolType"],
    cloudOnly: ["Name", "Description", "Tags", "DisableExecuteApiEndpoint"],
  },
  "AWS::ApiGatewayV2::Route": {
    reads: ["ApiId", "RouteKey", "Target", "AuthorizationType", "AuthorizerId"],
    cloudOnly: ["OperationName"],
  },
  "AWS::ApiGatewayV2::Integration": {
    reads: ["ApiId", "IntegrationType", "IntegrationUri", "PayloadFormatVersion", "TimeoutInMillis"],
    cloudOnly: ["IntegrationMethod", "Description"],
  },
  "AWS::ApiGatewayV2::Authorizer": {
    reads: ["ApiId", "AuthorizerType", "IdentitySource", "JwtConfiguration"],
    cloudOnly: ["Name"],
  },
  "AWS::ApiGatewayV2::Stage": {
    reads: ["ApiId", "StageName", "DefaultRouteSettings", "RouteSettings"],
    cloudOnly: ["AutoDeploy", "AccessLogSettings", "Description", "Tags"],
  },
  "AWS::Cognito::UserPool": {
    reads: ["Policies", "AdminCreateUserConfig", "Schema", "UsernameConfiguration", "MfaConfiguration"],
    // mails and recovery codes are sent by nobody yet; protection and plans cost something only in the cloud
    cloudOnly: [
      "UserPoolName",
      "AccountRecoverySetting",
      "AutoVerifiedAttributes",
      "DeletionProtection",
      "EmailVerificationMessage",
      "EmailVerificationSubject",
      "SmsVerificationMessage",
      "VerificationMessageTemplate",
      "UserAttributeUpdateSettings",
      "UserPoolAddOns",
      "UserPoolTags",
      "UserPoolTier",
      "EnabledMfas",
    ],
  },
  "AWS::Cognito::UserPoolClient": {
    reads: [
      "UserPoolId",
      "ExplicitAuthFlows",
      "AccessTokenValidity",
      "IdTokenValidity",
      "RefreshTokenValidity",
      "TokenValidityUnits",
      "EnableTokenRevocation",
      "PreventUserExistenceErrors",
    ],
    // no hosted pages and no calls with a person's own token, so these are never consulted
    cloudOnly: [
      "ClientName",
      "AllowedOAuthFlows",
      "AllowedOAuthFlowsUserPoolClient",
      "AllowedOAuthScopes",
      "CallbackURLs",
      "LogoutURLs",
      "SupportedIdentityProviders",
      "ReadAttributes",
      "WriteAttributes",
      "AuthSessionValidity",
      "GenerateSecret",
    ],
  },
  "AWS::Cognito::UserPoolGroup": { reads: ["UserPoolId", "GroupName"], cloudOnly: ["Description", "Precedence"] },
  "AWS::S3::Bucket": {
    reads: ["BucketName", "CorsConfiguration", "NotificationConfiguration"],
    // nothing here is public, encrypted, logged or cleared away by age
    cloudOnly: [
      "BucketEncryption",
      "LifecycleConfiguration",
      "LoggingConfiguration",
      "OwnershipControls",
      "PublicAccessBlockConfiguration",
      "Tags",
      "VersioningConfiguration",
    ],
  },
  "AWS::Lambda::EventSourceMapping": {
    reads: [
      "EventSourceArn",
      "FunctionName",
      "FilterCriteria",
      "BatchSize",
      "MaximumBatchingWindowInSeconds",
      "BisectBatchOnFunctionError",
      "MaximumRetryAttempts",
      "MaximumRecordAgeInSeconds",
      "ParallelizationFactor",
      "FunctionResponseTypes",
      "StartingPosition",
      "DestinationConfig",
    ],
    cloudOnly: ["Tags"],
  },
  "AWS::SQS::Queue": {
    reads: ["QueueName"],
    // messages stay until the data folder goes, and nobody polls
    cloudOnly: ["MessageRetentionPeriod", "SqsManagedSseEnabled", "Tags"],
  },
  "AWS::Events::Rule": {
    reads: ["EventPattern", "ScheduleExpression", "State", "Targets"],
    cloudOnly: ["Name", "Description", "Tags"],
  },
  "AWS::SES::EmailIdentity": {
    reads: ["EmailIdentity"],
    // nobody signs here, and nothing bounces
    cloudOnly: [
      "ConfigurationSetAttributes",
      "DkimAttributes",
      "DkimSigningAttributes",
      "FeedbackAttributes",
      "MailFromAttributes",
      "Tags",
    ],
  },
  "AWS::CloudFront::Distribution": { reads: ["DistributionConfig"], cloudOnly: ["Tags"] },
  "AWS::CloudFront::Function": {
    reads: ["FunctionCode"],
    cloudOnly: ["Name", "AutoPublish", "FunctionConfig", "Tags", "FunctionMetadata"],
  },
  "AWS::CloudFront::ResponseHeadersPolicy": { reads: ["ResponseHeadersPolicyConfig"], cloudOnly: [] },
};

/** Types for which nothing runs on this machine, each with the reason. Their properties are not looked at. */
export const nothingRuns: Record<string, string> = {
  "AWS::CDK::Metadata": "usage statistics for AWS",
  "AWS::Lambda::Permission": "here gateway, rules and schedules may invoke every function that they name",
  "AWS::SQS::QueuePolicy": "queues are not reached over the network",
  "AWS::Logs::LogGroup": "log lines go to a file in the data folder",
  "AWS::Logs::ResourcePolicy": "log lines go to a file in the data folder",
  "AWS::S3::BucketPolicy": "ours refuse plain HTTP, which stands for TLS here, and let the edge read the site",
  "AWS::CloudFront::OriginAccessControl": "the site's files are read from disk by the edge alone",
  "AWS::CloudFront::CachePolicy": "the edge never caches; compression follows the behaviour",
  "AWS::CloudFront::OriginRequestPolicy": "the edge forwards everything but Host",
  "AWS::CloudWatch::Alarm": "nobody is on call for a laptop",
  "AWS::CloudWatch::Dashboard": "metrics are not collected",
  "AWS::SNS::Topic": "no alarm rings here",
  "AWS::SNS::TopicPolicy": "no alarm rings here",
  "AWS::SNS::Subscription": "no alarm rings here",
  "AWS::Logs::QueryDefinition": "log lines go to a file in the data folder",
  "AWS::Budgets::Budget": "nothing here costs anything",
  "AWS::WAFv2::WebACL": "nobody attacks a laptop through the edge",
};
