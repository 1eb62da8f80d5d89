import { describe, expect, it } from "vitest";
import type { JsonObject } from "../kit/json.ts";
import type { Statement } from "../template/model.ts";
import { compilePolicy, type Access } from "./policy.ts";

const table = "arn:aws:dynamodb:eu-central-1:000000000000:table/t";

const allow = (Action: string[], Resource: string[], Condition?: JsonObject): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition && { Condition }),
});

const access = (action: string, resource = table, keys?: string[]): Access => ({
  action,
  resource,
  context: keys ? { "dynamodb:LeadingKeys": keys } : {},
});

describe("a policy", () => {
  it("allows what a statement names, whatever the case of the action", () => {
    const policy = compilePolicy([allow(["dynamodb:Query"], [table])]);

    expect(policy(access("dynamodb:query"))).toEqual({ allowed: true, reason: "allow" });
    expect(policy(access("dynamodb:Scan"))).toEqual({ allowed: false, reason: "implicit deny" });
  });

  it("tells a table from its indexes", () => {
    const policy = compilePolicy([allow(["dynamodb:Query"], [`${table}/index/gsi1`])]);

    expect(policy(access("dynamodb:Query")).allowed).toBe(false);
    expect(policy(access("dynamodb:Query", `${table}/index/gsi1`)).allowed).toBe(true);
    expect(policy(access("dynamodb:Query", `${table}/index/gsi10`)).allowed).toBe(false);
  });

  it("understands wildcards as IAM does, and dots as dots", () => {
    const policy = compilePolicy([allow(["dynamodb:*Item"], ["arn:aws:dynamodb:*:*:table/a.b?"])]);

    expect(policy(access("dynamodb:PutItem", "arn:aws:dynamodb:x:y:table/a.b1")).allowed).toBe(true);
    expect(policy(access("dynamodb:PutItem", "arn:aws:dynamodb:x:y:table/axb1")).allowed).toBe(false);
    expect(policy(access("dynamodb:Query", "arn:aws:dynamodb:x:y:table/a.b1")).allowed).toBe(false);
  });

  it("lets an explicit deny win", () => {
    const policy = compilePolicy([
      allow(["*"], ["*"]),
      { Effect: "Deny", Action: ["dynamodb:DeleteItem"], Resource: ["*"] },
    ]);

    expect(policy(access("dynamodb:DeleteItem"))).toEqual({ allowed: false, reason: "explicit deny" });
    expect(policy(access("dynamodb:PutItem")).allowed).toBe(true);
  });

  it("checks every leading key", () => {
    const policy = compilePolicy([
      allow(["*"], ["*"], { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["$ws#*"] } }),
    ]);

    expect(policy(access("dynamodb:PutItem", table, ["$ws#1"])).allowed).toBe(true);
    expect(policy(access("dynamodb:PutItem", table, ["$ws#1", "other"])).allowed).toBe(false);
  });

  it("falls into IAM's trap: ForAllValues is true without the key, unless a Null condition stands beside it", () => {
    const keys = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["$ws#*"] } };
    const trap = compilePolicy([allow(["*"], ["*"], keys)]);
    const safe = compilePolicy([allow(["*"], ["*"], { ...keys, Null: { "dynamodb:LeadingKeys": "false" } })]);

    expect(trap(access("dynamodb:Scan")).allowed).toBe(true);
    expect(safe(access("dynamodb:Scan")).allowed).toBe(false);
  });

  it("needs the key for other tests, but for negated ones and IfExists", () => {
    const test = (operator: string): boolean =>
      compilePolicy([allow(["*"], ["*"], { [operator]: { "dynamodb:LeadingKeys": "a" } })])(access("dynamodb:Scan"))
        .allowed;

    expect(test("StringEquals")).toBe(false);
    expect(test("ForAnyValue:StringEquals")).toBe(false);
    expect(test("StringEqualsIfExists")).toBe(true);
    expect(test("StringNotEquals")).toBe(true);
  });

  it("refuses conditions that it doesn't understand", () => {
    expect(() => compilePolicy([allow(["*"], ["*"], { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } })])).toThrow(
      "aws:SourceIp",
    );
    expect(() => compilePolicy([allow(["*"], ["*"], { DateLessThan: { "aws:SecureTransport": "x" } })])).toThrow(
      "DateLessThan",
    );
  });
});
