import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { golden, holding, templatesIn } from "../../infra/golden/golden.ts";
import { root } from "./templates.ts";

const now = templatesIn(path.join(root, "cdk.out"));
const kept = JSON.parse(readFileSync(path.join(golden, "kept.json"), "utf8")) as Record<string, object>;

describe("What a deploy would change", () => {
  it("is in the repository, for the pull request to show: after a change, run `npm run golden`", () => {
    expect(templatesIn(golden)).toEqual(now);
  });

  it("replaces and removes nothing that holds data", () => {
    expect(holding(now.values())).toEqual(kept);
  });

  it.each([
    ["another id", (text: string) => text.replaceAll('"TableCD117FA1"', '"TableCD117FA2"')],
    ["another key", (text: string) => text.replaceAll('"KeyType": "RANGE"', '"KeyType": "HASH"')],
    ["a name", (text: string) => text.replace('"BillingMode":', '"TableName": "mine", "BillingMode":')],
    [
      "a pool that takes addresses for names",
      (text: string) => text.replace('"UserPoolTier":', '"UsernameAttributes": ["email"], "UserPoolTier":'),
    ],
    ["no bucket", (text: string) => text.replace('"AWS::S3::Bucket"', '"AWS::S3::AccessPoint"')],
  ])("would be told of %s", (_, change) => {
    const changed = [...now.values()].map(change);

    expect(changed).not.toEqual([...now.values()]);
    expect(holding(changed)).not.toEqual(kept);
  });
});
