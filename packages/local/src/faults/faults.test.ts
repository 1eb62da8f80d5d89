import { describe, expect, it } from "vitest";
import { readFault } from "../control.ts";
import { createFaults, type Call, type FaultEffect } from "./faults.ts";

const get: Call = { service: "dynamodb", action: "GetItem", function: "Tickets" };
const faults = () => createFaults(async () => undefined);

describe("a fault", () => {
  it("meets only the calls that it names", () => {
    const all = faults();
    all.add({ effect: "throttle", service: "dynamodb", actions: ["Query", "GetItem"], function: "Tickets" });

    expect(all.meet(get)?.effect).toBe("throttle");
    expect(all.meet({ ...get, action: "PutItem" })).toBeUndefined();
    expect(all.meet({ ...get, function: "Users" })).toBeUndefined();
    expect(all.meet({ ...get, service: "cognito-idp" })).toBeUndefined();
  });

  it("that is a conflict meets writes and transactions only", () => {
    const all = faults();
    all.add({ effect: "conflict" });

    expect(all.meet(get)).toBeUndefined();
    expect(all.meet({ ...get, action: "Query" })).toBeUndefined();
    expect(all.meet({ ...get, action: "TransactWriteItems" })?.effect).toBe("conflict");
  });

  it("meets only what there is: deaths and clocks are functions', conflicts are writes'", () => {
    const lambda = (action: string): Call => ({ service: "lambda", action, function: "Tickets" });
    const one = (effect: FaultEffect, call: Call): boolean => {
      const all = faults();
      all.add({ effect });
      return all.meet(call) !== undefined;
    };

    expect([one("internal", lambda("Invoke")), one("death-after", lambda("Invoke"))]).toEqual([false, true]);
    expect([one("death-before", lambda("Start")), one("clock", lambda("Start"))]).toEqual([false, true]);
    expect([one("clock", get), one("death-before", get)]).toEqual([false, true]);
    expect(one("death-before", { ...get, service: "s3", action: "PutObject" })).toBe(false);
  });

  it("strikes the nth call, or a number of times, until it is taken away", () => {
    const all = faults();
    all.add({ effect: "throttle", nth: 2 });
    expect([all.meet(get), all.meet(get), all.meet(get)].map(Boolean)).toEqual([false, true, false]);
    const remove = all.add({ effect: "internal", times: 2 });
    expect([all.meet(get), all.meet(get), all.meet(get)].map(Boolean)).toEqual([true, true, false]);
    remove();
    all.add({ effect: "conflict" })();
    expect(all.meet(get)).toBeUndefined();
  });

  it("can be what somebody else does just before a call", async () => {
    const all = faults();
    let done = 0;
    all.add({ effect: "meanwhile", times: 1, run: async () => void done++ });
    await all.meet(get)?.run?.();

    expect([done, all.meet(get)]).toEqual([1, undefined]);
  });

  it("draws the same chances from the same seed", () => {
    const run = (): boolean[] => {
      const all = faults();
      all.seed(42);
      all.add({ effect: "throttle", probability: 0.3 });
      return Array.from({ length: 50 }, () => all.meet(get) !== undefined);
    };

    expect(run()).toEqual(run());
    expect(run().filter(Boolean).length).toBeGreaterThan(5);
    expect(run().filter(Boolean).length).toBeLessThan(30);
  });

  it("read from JSON has a known effect and service", () => {
    expect(readFault({ effect: "conflict", actions: ["PutItem"], nth: 3 })).toEqual({
      effect: "conflict",
      actions: ["PutItem"],
      nth: 3,
    });
    expect(() => readFault({ effect: "meteor" })).toThrow("effect must be");
    expect(() => readFault({ effect: "conflict", service: "sqs-of-the-moon" })).toThrow("service must be");
  });
});
