import { describe, expect, it } from "vitest";
import { bulk } from "./asking.ts";
import { byStatus } from "./messages.ts";

describe("what a bulk edit didn't change", () => {
  it("is told in whole sentences", () => {
    expect(bulk.some(2, 1, byStatus[404] ?? "")).not.toContain("..");
  });
});
