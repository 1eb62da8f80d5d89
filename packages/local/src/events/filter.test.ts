import { describe, expect, it } from "vitest";
import { checkPattern, matches } from "./filter.ts";

describe("a filter", () => {
  const record = { eventName: "MODIFY", dynamodb: { Keys: { pk: { S: "t#demo" } }, NewImage: { n: { N: "1" } } } };

  it.each([
    [{ eventName: ["INSERT", "MODIFY"] }, true],
    [{ eventName: ["REMOVE"] }, false],
    [{ dynamodb: { Keys: { pk: { S: [{ prefix: "t#" }] } } } }, true],
    [{ dynamodb: { Keys: { pk: { S: [{ suffix: "#mo" }] } } } }, false],
    [{ dynamodb: { NewImage: { gone: { BOOL: [{ exists: false }] } } } }, true],
    [{ dynamodb: { NewImage: { n: { N: [{ exists: false }] } } } }, false],
    [{ dynamodb: { OldImage: { n: { N: ["1"] } } } }, false],
    [{ eventName: [{ "anything-but": ["REMOVE"] }], dynamodb: { NewImage: { n: { N: ["1", "2"] } } } }, true],
    [{ eventName: ["MODIFY"], dynamodb: { NewImage: { n: { N: ["2"] } } } }, false],
  ])("%j answers %s", (pattern, answer) => {
    expect(matches(pattern, record)).toBe(answer);
  });

  it.each([
    [{ eventName: [{ "equals-ignore-case": "insert" }] }, '{"equals-ignore-case":"insert"}'],
    [{ $or: [{ eventName: ["INSERT"] }] }, "$or"],
    [{ eventName: "INSERT" }, '"INSERT"'],
    [{ eventName: [{ prefix: "a", suffix: "b" }] }, '{"prefix":"a","suffix":"b"}'],
    [{}, "{}"],
  ])("with what isn't understood is refused: %j", (pattern, problem) => {
    expect(checkPattern(pattern)).toBe(problem);
  });
});
