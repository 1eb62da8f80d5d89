import { createHash } from "node:crypto";
import { isObject, text } from "../kit/json.ts";
import type { Resource } from "./assembly.ts";

/** What CloudFormation's pseudo parameters are on this machine. The account is nobody's. */
export const place = { region: "eu-central-1", account: "000000000000", partition: "aws", suffix: "amazonaws.com" };

const digest = (value: string, length: number): string =>
  createHash("sha256").update(value).digest("hex").slice(0, length);

/** Looks like CloudFormation's: code may take parts of it by Fn::Split. Stable, so that derived secrets are. */
export function stackId(stack: string): string {
  const h = digest(`stack:${stack}`, 32);
  const uuid = [h.slice(0, 8), h.slice(8, 12), h.slice(12, 16), h.slice(16, 20), h.slice(20)].join("-");
  return `arn:aws:cloudformation:${place.region}:${place.account}:stack/${stack}/${uuid}`;
}

const given: Record<string, string> = {
  "AWS::DynamoDB::GlobalTable": "TableName",
  "AWS::DynamoDB::Table": "TableName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::IAM::Role": "RoleName",
  "AWS::Cognito::UserPoolGroup": "GroupName",
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::SES::EmailIdentity": "EmailIdentity",
};

/** What `Ref` gives: the physical name or id. Made from stack and logical id, so the data of a folder stays valid. */
export function physicalName(resource: Resource): string {
  const property = given[resource.type];
  const name = property === undefined ? undefined : resource.properties[property];
  if (typeof name === "string") return name;
  const base = `${resource.stack}-${resource.id}`;
  switch (resource.type) {
    case "AWS::S3::Bucket":
      return base.toLowerCase().slice(0, 63);
    case "AWS::ApiGatewayV2::Api":
    case "AWS::CloudFront::Distribution":
      return digest(base, 10);
    case "AWS::Cognito::UserPool":
      return `${place.region}_${digest(base, 9)}`; // the shape that token verifiers insist on
    case "AWS::Cognito::UserPoolClient":
      return digest(base, 26);
    case "AWS::ApiGatewayV2::Stage":
      return text(resource.properties["StageName"]);
    default:
      return base;
  }
}

const arnParts: Record<string, (name: string) => string> = {
  "AWS::DynamoDB::GlobalTable": (name) => `dynamodb:${place.region}:${place.account}:table/${name}`,
  "AWS::DynamoDB::Table": (name) => `dynamodb:${place.region}:${place.account}:table/${name}`,
  "AWS::S3::Bucket": (name) => `s3:::${name}`,
  "AWS::Lambda::Function": (name) => `lambda:${place.region}:${place.account}:function:${name}`,
  "AWS::IAM::Role": (name) => `iam::${place.account}:role/${name}`,
  "AWS::Logs::LogGroup": (name) => `logs:${place.region}:${place.account}:log-group:${name}:*`,
  "AWS::Cognito::UserPool": (name) => `cognito-idp:${place.region}:${place.account}:userpool/${name}`,
  "AWS::SQS::Queue": (name) => `sqs:${place.region}:${place.account}:${name}`,
  "AWS::Events::Rule": (name) => `events:${place.region}:${place.account}:rule/${name}`,
  "AWS::SES::EmailIdentity": (name) => `ses:${place.region}:${place.account}:identity/${name}`,
  "AWS::CloudFront::Distribution": (name) => `cloudfront::${place.account}:distribution/${name}`,
};

/** The ARN of a resource, or `undefined` for types whose ARN nothing here needs. */
export function arn(resource: Resource): string | undefined {
  const parts = arnParts[resource.type];
  return parts && `arn:${place.partition}:${parts(physicalName(resource))}`;
}

/** What `Fn::GetAtt` gives, or `undefined` when the attribute is not understood. */
export function attribute(resource: Resource, name: string): string | undefined {
  const physical = physicalName(resource);
  switch (`${resource.type} ${name}`) {
    case "AWS::DynamoDB::GlobalTable StreamArn":
    case "AWS::DynamoDB::Table StreamArn":
      return `${arn(resource)}/stream/2026-01-01T00:00:00.000`;
    case "AWS::Cognito::UserPool ProviderURL":
      return `https://cognito-idp.${place.region}.${place.suffix}/${physical}`;
    case "AWS::Cognito::UserPool ProviderName":
      return `cognito-idp.${place.region}.${place.suffix}/${physical}`;
    case "AWS::Cognito::UserPool UserPoolId":
    case "AWS::Cognito::UserPoolClient ClientId":
    case "AWS::ApiGatewayV2::Api ApiId":
      return physical;
    case "AWS::ApiGatewayV2::Api ApiEndpoint":
      return `https://${apiDomain(physical)}`;
    case "AWS::S3::Bucket RegionalDomainName":
      return `${physical}.s3.${place.region}.${place.suffix}`;
    case "AWS::S3::Bucket DomainName":
      return `${physical}.s3.${place.suffix}`;
    case "AWS::CloudFront::Distribution DomainName":
      return `${physical}.cloudfront.net`;
    case "AWS::CloudFront::Function FunctionARN":
      return `arn:aws:cloudfront::${place.account}:function/${physical}`;
  }
  if (name === "Arn") return arn(resource);
  return name === "Id" && !isObject(resource.properties[name]) ? physical : undefined;
}

/** The host name under which CloudFront reaches an HTTP API. */
export const apiDomain = (apiId: string): string => `${apiId}.execute-api.${place.region}.${place.suffix}`;
