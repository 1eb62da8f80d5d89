import { describe, expect, it } from "vitest";
import type { Outcome } from "../functions/runner.ts";
import { at, text, type JsonObject } from "../kit/json.ts";
import type { MappingSpec } from "../template/model.ts";
import { deliver } from "./delivery.ts";

const spec: MappingSpec = {
  address: "Fixture/Mapping",
  functionArn: "arn",
  tableName: "t",
  streamArn: "arn",
  filters: [],
  batchSize: 10,
  window: 0,
  lanes: 1,
  bisect: false,
  retries: 2,
  maximumAge: -1,
  reportsFailures: true,
  from: "TRIM_HORIZON",
  onFailure: "q",
};

const record = (name: string, age = 0): JsonObject => ({
  dynamodb: { SequenceNumber: name, ApproximateCreationDateTime: Date.now() / 1000 - age },
});
const nameOf = (one: JsonObject): string => text(at(one, "dynamodb", "SequenceNumber"));
const fine: Outcome = { kind: "ok", cpu: 0, value: { batchItemFailures: [] } };
const failed = (name: string): Outcome => ({
  kind: "ok",
  cpu: 0,
  value: { batchItemFailures: [{ itemIdentifier: name }] },
});

/** What was sent, batch by batch ("a b"), and what was given up, when each batch is answered so. */
async function run(
  records: JsonObject[],
  answer: (names: string[], n: number) => Outcome,
  change: Partial<MappingSpec> = {},
): Promise<{ sent: string[]; given: string[] }> {
  const sent: string[] = [];
  const given: string[] = [];
  await deliver(
    {
      spec: { ...spec, ...change },
      stopping: new AbortController().signal,
      invoke: async (some) => {
        sent.push(some.map(nameOf).join(" "));
        return answer(some.map(nameOf), sent.length);
      },
      giveUp: (some, condition, count) => given.push(`${some.map(nameOf).join(" ")}: ${condition} after ${count}`),
    },
    records,
  );
  return { sent, given };
}

const abcd = ["a", "b", "c", "d"].map((name) => record(name));

describe("a batch", () => {
  it("is sent once when all of it succeeds", async () => {
    expect(await run(abcd, () => fine)).toEqual({ sent: ["a b c d"], given: [] });
  });

  it("is sent again from the record on that the function reports", async () => {
    expect(await run(abcd, (_, n) => (n === 1 ? failed("c") : fine))).toEqual({ sent: ["a b c d", "c d"], given: [] });
  });

  it("is sent again as a whole when the function throws, or names a record that isn't in it", async () => {
    const thrown: Outcome = { kind: "error", type: "Error", message: "no" };

    expect((await run(abcd, (_, n) => (n === 1 ? thrown : fine))).sent).toEqual(["a b c d", "a b c d"]);
    expect((await run(abcd, (_, n) => (n === 1 ? failed("z") : fine))).sent).toEqual(["a b c d", "a b c d"]);
  });

  it("is given up after its retries", async () => {
    expect(await run(abcd, () => failed("c"))).toEqual({
      sent: ["a b c d", "c d", "c d"],
      given: ["c d: RetryAttemptsExhausted after 3"],
    });
  });

  it("is halved until the one that fails is alone, so that only that one is given up", async () => {
    const answer = (names: string[]): Outcome => (names.includes("b") ? failed(names[0] ?? "") : fine);

    const { sent, given } = await run(abcd, answer, { bisect: true });

    expect(given).toEqual(["b: RetryAttemptsExhausted after 3"]);
    expect(sent).toEqual(["a b c d", "a b", "a", "b", "b", "b", "c d"]);
  });

  it("loses its records that are too old, and the queue is told", async () => {
    expect(await run([record("old", 100), record("new")], () => fine, { maximumAge: 60 })).toEqual({
      sent: ["new"],
      given: ["old: RecordAgeExceeded after 0"],
    });
  });

  it("is not judged by its answer when the mapping doesn't say that the function reports", async () => {
    expect((await run(abcd, () => failed("a"), { reportsFailures: false })).sent).toEqual(["a b c d"]);
  });
});
