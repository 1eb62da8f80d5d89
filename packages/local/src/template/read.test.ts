import { writeFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder, writeAssembly } from "../testing/fixture.ts";
import type { Template } from "../testing/template.ts";
import { readModel } from "./read.ts";
import { stackId } from "./names.ts";

const read = (change?: (template: Template) => void) => readModel(writeAssembly(change));
const properties = (template: Template, id: string) => template.Resources[id]?.Properties ?? {};

describe("the reader", () => {
  it("reads everything that the fixture holds", () => {
    const model = read();

    expect(model.functions.map((one) => [one.name, one.timeout, one.memory])).toContainEqual(["Table", 2, 128]);
    expect(model.functions.find((one) => one.name === "Table")?.environment).toEqual({ TABLE_NAME: "Fixture-Store" });
    expect(model.tables[0]).toMatchObject({
      name: "Fixture-Store",
      ttl: "ttl",
      streamView: "NEW_AND_OLD_IMAGES",
      indexes: [{ name: "gsi1", projection: "ALL" }],
    });
    expect(model.pools[0]).toMatchObject({
      groups: ["superusers"],
      clients: [{ lifetimes: { access: 900, refresh: 2_592_000 }, hidesUnknownUsers: true }],
    });
    expect(model.pools[0]?.id).toMatch(/^eu-central-1_\w{9}$/);
    expect(model.apis[0]?.routes.find((one) => one.key === "GET /api/items/{id}")?.authorizer).toEqual({
      issuer: model.pools[0]?.issuer,
      audience: [model.pools[0]?.clients[0]?.id],
    });
    expect(model.mappings[0]).toMatchObject({ batchSize: 10, lanes: 2, retries: 2, onFailure: "Fixture-GivenUp" });
    expect(model.schedules[0]).toMatchObject({ name: "Fixture-Hourly", every: 3600 });
    expect(model.apis[0]?.throttle).toEqual({ rate: 200, burst: 400 });
  });

  it("gives the distribution's secret and the functions the same part of the stack's id", () => {
    const origin = read().distributions[0]?.behaviours[0]?.origin;

    expect(origin).toMatchObject({ kind: "api", headers: { "x-origin-secret": stackId("Fixture").split("/")[2] } });
  });

  it.each<[string, (template: Template) => void, string]>([
    [
      "a resource type",
      ({ Resources }) => (Resources["K1"] = { Type: "AWS::Kinesis::Stream", Properties: {} }),
      "Fixture/K1: resource type AWS::Kinesis::Stream",
    ],
    ["a property", (t) => (properties(t, "Echo")["VpcConfig"] = {}), "Fixture/Echo: property VpcConfig"],
    [
      "an intrinsic",
      (t) => (properties(t, "Store")["KeySchema"] = { "Fn::Cidr": [] }),
      "Fixture/Store (AWS::DynamoDB::GlobalTable): intrinsic Fn::Cidr",
    ],
    [
      "a reference",
      (t) => (properties(t, "Echo")["Role"] = { Ref: "Nobody" }),
      "Fixture/Echo (AWS::Lambda::Function): Ref Nobody",
    ],
    [
      "an attribute",
      (t) => (properties(t, "Echo")["Role"] = { "Fn::GetAtt": ["EchoRole", "Shape"] }),
      "Fn::GetAtt EchoRole.Shape",
    ],
    ["a secret", (t) => (properties(t, "Echo")["Handler"] = "{{resolve:ssm:x}}"), "dynamic reference"],
    [
      "a managed policy",
      (t) => (properties(t, "EchoRole")["ManagedPolicyArns"] = ["arn:aws:iam::aws:policy/AdministratorAccess"]),
      "managed policy",
    ],
    [
      "self sign-up",
      (t) => (properties(t, "Pool")["AdminCreateUserConfig"] = {}),
      "Fixture/Pool (AWS::Cognito::UserPool): self sign-up",
    ],
    [
      "a filter's rule",
      (t) =>
        (properties(t, "Mapping")["FilterCriteria"] = {
          Filters: [{ Pattern: '{"eventName": [{"equals-ignore-case": "insert"}]}' }],
        }),
      'Fixture/Mapping (AWS::Lambda::EventSourceMapping): in a filter: {"equals-ignore-case":"insert"}',
    ],
    [
      "an event source",
      (t) => (properties(t, "Mapping")["EventSourceArn"] = "arn:aws:kinesis:eu-central-1:000000000000:stream/a"),
      "Fixture/Mapping (AWS::Lambda::EventSourceMapping): event source arn:aws:kinesis",
    ],
    [
      "a calendar's schedule",
      (t) => (properties(t, "Hourly")["ScheduleExpression"] = "cron(0 1 * * ? *)"),
      "Fixture/Hourly (AWS::Events::Rule): schedule cron",
    ],
    ["another authorizer", (t) => (properties(t, "EchoItem")["AuthorizationType"] = "AWS_IAM"), "Fixture/EchoItem"],
    [
      "a CloudFront event",
      (t) =>
        (t.Resources = JSON.parse(
          JSON.stringify(t.Resources).replaceAll("viewer-request", "viewer-response"),
        ) as Template["Resources"]), // the same shape
      "Fixture/Distribution (AWS::CloudFront::Distribution): a CloudFront function on viewer-response",
    ],
  ])("ends the start with the logical id of %s that it doesn't understand", (_, change, message) => {
    expect(() => read(change)).toThrow(message);
  });

  it("names all of them at once", () => {
    const broken = (): unknown =>
      read((template) => {
        template.Resources["A"] = { Type: "AWS::Kinesis::Stream", Properties: {} };
        template.Resources["B"] = { Type: "AWS::StepFunctions::StateMachine", Properties: {} };
      });

    expect(broken).toThrow(/Fixture\/A: .*; Fixture\/B: /);
  });

  it("follows references between stacks, in both of CDK's ways", () => {
    const dir = writeAssembly((template) => {
      properties(template, "Echo")["Environment"] = {
        Variables: {
          A: { "Fn::ImportValue": "Other:Name" },
          B: { "Fn::GetStackOutput": { StackName: "Other", OutputName: "Name" } },
        },
      };
    });
    const manifest = JSON.parse(readFileSync(path.join(dir, "manifest.json"), "utf8")) as {
      artifacts: Record<string, unknown>;
    }; // written above
    manifest.artifacts["Other"] = { type: "aws:cloudformation:stack", properties: { templateFile: "Other.json" } };
    writeFileSync(path.join(dir, "manifest.json"), JSON.stringify(manifest));
    const Outputs = { Name: { Value: { "Fn::Sub": "${AWS::StackName}-${Logs}" }, Export: { Name: "Other:Name" } } };
    writeFileSync(
      path.join(dir, "Other.json"),
      JSON.stringify({
        Resources: { Logs: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "l" } } },
        Outputs,
      }),
    );

    const echo = readModel(dir).functions.find((one) => one.name === "Echo");

    expect(echo?.environment).toEqual({ A: "Other-l", B: "Other-l" });
  });

  it("says what to do when there is no assembly", () => {
    expect(() => readModel(temporaryFolder())).toThrow("npm run synth");
  });
});
