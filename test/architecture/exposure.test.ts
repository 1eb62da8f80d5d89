import { describe, expect, it } from "vitest";
import { ofType, property, statements, type Resource } from "./templates.ts";

/** What of the deployed diagram can be reached from outside, and by whom (docs/threats.md). */

const only = (type: string): Resource => {
  const found = ofType(type);
  expect(found).toHaveLength(1);
  return found[0]![1];
};

describe("A function", () => {
  const [[api]] = ofType("AWS::ApiGatewayV2::Api") as [ReturnType<typeof ofType>[0]];

  it("is called by the API, the clock and what happens to files only, and has no address of its own", () => {
    const permissions = ofType("AWS::Lambda::Permission").map(([, one]) => one);
    const called = permissions.map((one) => String(property(one, "Principal")));

    expect(ofType("AWS::Lambda::Url")).toEqual([]);
    expect(new Set(called)).toEqual(new Set(["apigateway.amazonaws.com", "events.amazonaws.com"]));
    for (const one of permissions) expect(JSON.stringify(property(one, "SourceArn"))).toMatch(/^\{"Fn::/);
    for (const one of permissions.filter((p) => property(p, "Principal") === "apigateway.amazonaws.com"))
      expect(JSON.stringify(property(one, "SourceArn"))).toContain(`{"Ref":"${api}"}`);
  });

  it("behind the API knows the edge's secret, without which it answers nobody", () => {
    const integrated = new Set(
      ofType("AWS::ApiGatewayV2::Integration").map(([, one]) =>
        String(property(one, "IntegrationUri", "Fn::GetAtt", 0)),
      ),
    );
    const behind = ofType("AWS::Lambda::Function").filter(([id]) => integrated.has(id));

    expect(behind).toHaveLength(integrated.size);
    expect(behind.length).toBeGreaterThan(10);
    for (const [, one] of behind) expect(property(one, "Environment", "Variables", "ORIGIN_SECRET")).toBeDefined();
  });
});

describe("The API", () => {
  it("tells no other site that it may ask", () => {
    expect(property(only("AWS::ApiGatewayV2::Api"), "CorsConfiguration")).toBeUndefined();
  });

  it("is never cached, spoken to by TLS only, and told which distribution asks", () => {
    const config = only("AWS::CloudFront::Distribution").Properties["DistributionConfig"] as {
      readonly CacheBehaviors: readonly Record<string, unknown>[];
      readonly DefaultCacheBehavior: Record<string, unknown>;
      readonly Origins: readonly Record<string, unknown>[];
    };
    const behaviour = config.CacheBehaviors.find(({ PathPattern }) => PathPattern === "/api/*");
    const origin = config.Origins.find(({ Id }) => Id === behaviour?.["TargetOriginId"]);

    expect(behaviour?.["CachePolicyId"]).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad"); // AWS's "CachingDisabled"
    for (const one of [...config.CacheBehaviors, config.DefaultCacheBehavior])
      expect(one["ViewerProtocolPolicy"]).toBe("redirect-to-https");
    expect(origin?.["CustomOriginConfig"]).toMatchObject({ OriginProtocolPolicy: "https-only" });
    expect(JSON.stringify(origin?.["OriginCustomHeaders"])).toContain("x-origin-secret");
  });
});

describe("The pool of people", () => {
  const pool = (): Resource => only("AWS::Cognito::UserPool");
  const client = (): Resource => only("AWS::Cognito::UserPoolClient");

  it("lets nobody sign up or in but through our functions", () => {
    expect(property(pool(), "AdminCreateUserConfig", "AllowAdminCreateUserOnly")).toBe(true);
    expect(property(client(), "ExplicitAuthFlows")).toEqual([
      "ALLOW_ADMIN_USER_PASSWORD_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
    ]);
    expect(property(client(), "AllowedOAuthFlowsUserPoolClient") ?? false).toBe(false);
    expect(ofType("AWS::Cognito::UserPoolDomain")).toEqual([]);
    expect(property(client(), "PreventUserExistenceErrors")).toBe("ENABLED");
  });

  it("lets a token's bearer change nothing that we believe, and ends tokens soon", () => {
    expect(property(client(), "WriteAttributes")).toEqual(["locale"]);
    expect(property(client(), "EnableTokenRevocation")).toBe(true);
    expect(property(client(), "TokenValidityUnits")).toMatchObject({ AccessToken: "minutes" });
    expect(property(client(), "AccessTokenValidity")).toBeLessThanOrEqual(15);
  });
});

describe("A bucket", () => {
  it("is public for nobody, and read by the one distribution or by who signs", () => {
    const buckets = ofType("AWS::S3::Bucket");

    expect(buckets).toHaveLength(2);
    for (const [, bucket] of buckets) {
      expect(Object.values(property(bucket, "PublicAccessBlockConfiguration") as object)).toEqual([
        true,
        true,
        true,
        true,
      ]);
      expect(property(bucket, "AccessControl")).toBeUndefined();
      expect(property(bucket, "WebsiteConfiguration")).toBeUndefined();
    }
    const allows = ofType("AWS::S3::BucketPolicy").flatMap(([, one]) =>
      (
        property(one, "PolicyDocument", "Statement") as { Effect: string; Principal: object; Condition?: object }[]
      ).filter(({ Effect }) => Effect === "Allow"),
    );
    expect(allows).toHaveLength(1);
    expect(allows[0]?.Principal).toEqual({ Service: "cloudfront.amazonaws.com" });
    expect(JSON.stringify(allows[0]?.Condition)).toContain("AWS:SourceArn");
  });
});

describe("A role", () => {
  it("may do nothing to roles, functions, keys or logs but write its own", () => {
    const actions = statements().flatMap(({ Action }) => [Action].flat());

    expect(actions.filter((action) => /^(iam|lambda|sts|kms|secretsmanager|ssm|ec2):/.test(action))).toEqual([]);
    expect(
      actions.filter((action) => action.startsWith("logs:") && !/PutLogEvents|CreateLogStream/.test(action)),
    ).toEqual([]);
  });
});
