import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ofType, property, resources, root, statements, templateTexts } from "./templates.ts";

const list = (value: unknown): string[] => [value].flat().map(String);

describe("What outlives the code", () => {
  it.each(["AWS::DynamoDB::GlobalTable", "AWS::Cognito::UserPool", "AWS::S3::Bucket"])("is retained: %s", (type) => {
    const found = ofType(type);

    expect(found.length).toBeGreaterThan(0);
    for (const [, resource] of found)
      expect([resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual(["Retain", "Retain"]);
  });

  it("can't be deleted by accident and can be restored to any second", () => {
    const [[, table]] = ofType("AWS::DynamoDB::GlobalTable") as [(typeof resources)[0]];
    const [[, pool]] = ofType("AWS::Cognito::UserPool") as [(typeof resources)[0]];

    expect(property(table, "Replicas", 0, "DeletionProtectionEnabled")).toBe(true);
    expect(property(table, "Replicas", 0, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled")).toBe(true);
    expect(property(pool, "DeletionProtection")).toBe("ACTIVE");
  });

  it("has its stream and expiry", () => {
    const [[, table]] = ofType("AWS::DynamoDB::GlobalTable") as [(typeof resources)[0]];

    expect(property(table, "StreamSpecification", "StreamViewType")).toBe("NEW_AND_OLD_IMAGES");
    expect(property(table, "TimeToLiveSpecification")).toEqual({ AttributeName: "ttl", Enabled: true });
  });
});

describe("Roles", () => {
  const granted = statements().filter((statement) => statement.Effect === "Allow");

  /** The attachments' objects, behind their bucket's own name. */
  const objects = /^\{"Fn::Join":\["",\[\{"Fn::GetStackOutput":\{[^}]*\{[^}]*\}[^}]*Attachments\w+"\}\},"\/\*"\]\]\}$/;

  it("allow named actions on named resources, and never a Scan", () => {
    const actions = granted.flatMap((statement) => list(statement.Action));

    expect(actions.length).toBeGreaterThan(20);
    expect(actions.filter((action) => /\*|Scan/.test(action))).toEqual([]);
    // Who reads a stream must be allowed to list their names, which AWS grants on all or none.
    const onAll = granted.filter((statement) => statement.Resource === "*");
    expect(new Set(onAll.flatMap((statement) => list(statement.Action)))).toEqual(new Set(["dynamodb:ListStreams"]));
    const others = granted.filter((statement) => !onAll.includes(statement));
    const wide = others.map((statement) => JSON.stringify(statement.Resource)).filter((text) => text.includes("*"));
    expect(wide.filter((text) => !objects.test(text))).toEqual([]);
  });

  it("have no policy that AWS manages", () => {
    expect(ofType("AWS::IAM::Role").filter(([, role]) => property(role, "ManagedPolicyArns"))).toEqual([]);
  });
});

describe("Functions", () => {
  const functions = ofType("AWS::Lambda::Function");

  it("run on Node 24, arm64, within 15 seconds, each with its own log group", () => {
    const groups = new Set(functions.map(([, one]) => JSON.stringify(property(one, "LoggingConfig", "LogGroup"))));

    expect(groups.size).toBe(functions.length);
    for (const [, one] of functions)
      expect(one.Properties).toMatchObject({ Runtime: "nodejs24.x", Architectures: ["arm64"], Timeout: 15 });
  });

  it("know the table, the bucket, the pool, the sender of mail and the edge's secret, and nothing else", () => {
    const names = functions.flatMap(([, one]) => Object.keys(property(one, "Environment", "Variables") as object));

    expect([...new Set(names)].toSorted()).toEqual([
      "ATTACHMENTS_BUCKET",
      "MAIL_FROM",
      "ORIGIN_SECRET",
      "TABLE_NAME",
      "USER_POOL_CLIENT_ID",
      "USER_POOL_ID",
    ]);
  });

  it("keep their logs for a month", () => {
    const kept = ofType("AWS::Logs::LogGroup").map(([, group]) => property(group, "RetentionInDays"));

    expect(new Set(kept)).toEqual(new Set([30]));
  });
});

describe("The bill", () => {
  /** Types that cost nothing by themselves, or by use only. Nothing with a price per hour or month may join. */
  const byUse = [
    /^AWS::ApiGatewayV2::(Api|Authorizer|Integration|Route|Stage)$/,
    /^AWS::CloudFront::(CachePolicy|Distribution|Function|OriginAccessControl|ResponseHeadersPolicy)$/,
    /^AWS::Cognito::(UserPool|UserPoolClient|UserPoolGroup)$/,
    /^AWS::DynamoDB::GlobalTable$/,
    /^AWS::Events::Rule$/, // of the clock, for which AWS asks nothing
    /^AWS::IAM::(Policy|Role)$/,
    /^AWS::Lambda::(EventSourceMapping|Function|Permission)$/,
    /^AWS::Logs::(LogGroup|QueryDefinition)$/,
    /^AWS::CloudWatch::(Alarm|Dashboard)$/, // free up to ten metrics and three dashboards, which the next test holds
    /^AWS::SNS::(Topic|TopicPolicy)$/,
    /^AWS::S3::(Bucket|BucketPolicy)$/,
    /^AWS::SQS::(Queue|QueuePolicy)$/,
    /^AWS::SES::EmailIdentity$/,
  ];

  it("is nothing while nobody works", () => {
    const types = new Set(resources.map(([, resource]) => resource.Type));

    expect([...types].filter((type) => !byUse.some((allowed) => allowed.test(type)))).toEqual([]);
  });

  it("is nothing for watching, either: ten metrics in alarms, and one dashboard of fifty", () => {
    const metrics = (one: unknown): number => JSON.stringify(one).match(/MetricName\\?"/g)?.length ?? 0;
    const alarms = ofType("AWS::CloudWatch::Alarm").map(([, alarm]) => metrics(alarm.Properties));
    const dashboards = ofType("AWS::CloudWatch::Dashboard");
    const body = JSON.stringify(dashboards.map(([, one]) => one.Properties["DashboardBody"]));

    expect(alarms.length).toBeGreaterThan(7);
    expect(alarms.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(10);
    expect(dashboards).toHaveLength(1);
    expect(body.match(/AWS\/(Lambda|DynamoDB|ApiGateway|SQS)/g)?.length).toBeLessThanOrEqual(50);
  });

  it("has a ceiling", () => {
    const [[, table]] = ofType("AWS::DynamoDB::GlobalTable") as [(typeof resources)[0]];
    const [[, stage]] = ofType("AWS::ApiGatewayV2::Stage") as [(typeof resources)[0]];

    expect(property(table, "BillingMode")).toBe("PAY_PER_REQUEST");
    expect(property(table, "WriteOnDemandThroughputSettings", "MaxWriteRequestUnits")).toBeLessThanOrEqual(1000);
    expect(property(stage, "DefaultRouteSettings", "ThrottlingRateLimit")).toBeLessThanOrEqual(1000);
  });
});

describe("The table's stream", () => {
  const mappings = ofType("AWS::Lambda::EventSourceMapping");
  const [[queue]] = ofType("AWS::SQS::Queue") as [(typeof resources)[0]];

  it("has at most two readers, which is what a shard bears", () => {
    expect(mappings.length).toBeGreaterThan(0);
    expect(mappings.length).toBeLessThanOrEqual(2);
  });

  it("wakes nobody but by a filter, and loses no failure", () => {
    for (const [, mapping] of mappings) {
      expect(property(mapping, "FilterCriteria", "Filters", 0, "Pattern")).toMatch(/"_e":/);
      expect(property(mapping, "DestinationConfig", "OnFailure", "Destination")).toEqual({
        "Fn::GetAtt": [queue, "Arn"],
      });
      expect(property(mapping, "FunctionResponseTypes")).toEqual(["ReportBatchItemFailures"]);
      expect(property(mapping, "MaximumRetryAttempts")).toBeLessThanOrEqual(10);
    }
  });
});

describe("Alarms", () => {
  const alarms = ofType("AWS::CloudWatch::Alarm");

  it("ring for errors, slowness, throttles, lateness, what was given up, and the sweep", () => {
    const names = alarms.map(([id]) => id.replace(/[0-9A-F]{8}$/, ""));

    expect(names.toSorted()).toEqual([
      "CleanupLate",
      "Errors",
      "GivenUp",
      "ReadsThrottled",
      "SearchLate",
      "Slow",
      "SweepFails",
      "Throttled",
      "WritesThrottled",
    ]);
  });

  it("say what is wrong, lead to what to do, tell somebody, and are silent while nobody works", () => {
    const runbook = readFileSync(path.join(root, "docs/runbook.md"), "utf8").toLowerCase();
    for (const [, alarm] of alarms) {
      const [, anchor = ""] =
        /^.{20,} What to do: docs\/runbook\.md#([a-z-]+)$/.exec(String(property(alarm, "AlarmDescription"))) ?? [];
      expect(runbook).toContain(`\n### ${anchor.replaceAll("-", " ")}\n`);
      expect(property(alarm, "AlarmActions")).toHaveLength(1);
      expect(property(alarm, "OKActions")).toHaveLength(1);
      expect(property(alarm, "TreatMissingData")).toBe("notBreaching");
    }
  });
});

it("makes six stacks that belong to no account or region", () => {
  expect([...templateTexts.keys()].toSorted()).toEqual(
    ["Alarms", "Api", "Auth", "Data", "Events", "Web"].map((name) => `Tessera-${name}.template.json`),
  );
  for (const text of templateTexts.values()) expect(text).not.toMatch(/\b\d{12}\b|arn:aws:(?!:)[a-z-]+:[a-z]{2}-/);
});

describe("The attachments' bucket", () => {
  const [[, bucket]] = ofType("AWS::S3::Bucket").filter(([id]) => id.startsWith("Attachments")) as [
    (typeof resources)[0],
  ];
  const policies = ofType("AWS::S3::BucketPolicy").filter(([, one]) =>
    String(property(one, "Bucket", "Ref")).startsWith("Attachments"),
  );

  it("is private, encrypted, open to TLS only, and cleared of what was begun and left", () => {
    expect(property(bucket, "PublicAccessBlockConfiguration")).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(property(bucket, "BucketEncryption")).toBeDefined();
    expect(JSON.stringify(policies)).toMatch(
      /"Deny".*"aws:SecureTransport":"false"|"aws:SecureTransport":"false".*"Deny"/,
    );
    expect(property(bucket, "LifecycleConfiguration", "Rules", 0, "AbortIncompleteMultipartUpload")).toEqual({
      DaysAfterInitiation: 1,
    });
  });

  it("lets the app's own pages read its answers, by GET and POST, and no others", () => {
    expect(property(bucket, "CorsConfiguration", "CorsRules")).toEqual([
      expect.objectContaining({ AllowedOrigins: ["https://*.cloudfront.net"], AllowedMethods: ["GET", "POST"] }),
    ]);
  });

  it("is where the pages' policy lets them connect to and take images from", () => {
    const pages = ofType("AWS::CloudFront::ResponseHeadersPolicy").map(([, one]) => JSON.stringify(one.Properties));
    const own = pages.filter((text) => text.includes("connect-src"));

    expect(own).toHaveLength(2);
    for (const text of own) {
      expect(text).toMatch(/connect-src 'self' https:\/\/",\{[^;]*Attachments[^;]*RegionalDomainName/);
      expect(text).toMatch(/img-src 'self' data: blob: https:\/\/",\{[^;]*Attachments/);
      expect(text).not.toContain("default-src");
    }
    expect(readFileSync(path.join(root, "web/build/200.html"), "utf8")).not.toMatch(/default-src|connect-src|img-src/);
  });
});
