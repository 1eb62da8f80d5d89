import { AppError, invalid } from "@tessera/core/kit/error";
import { describe, expect, it } from "vitest";
import { problem } from "./problem.ts";

const body = (error: unknown): Record<string, unknown> =>
  JSON.parse(problem(error, "r1").body ?? "") as Record<string, unknown>;

describe("A problem", () => {
  it("names every field with its sentences and its codes", () => {
    expect(body(invalid("name", "required", "This field is required."))).toMatchObject({
      type: "about:blank",
      title: "Bad Request",
      status: 400,
      errors: { name: ["This field is required."] },
      error_codes: { name: ["required"] },
      request_id: "r1",
    });
  });

  it("tells nothing of the inside when something unforeseen was thrown", () => {
    const told = JSON.stringify(body(new TypeError("secret of tickets.ts:12")));

    expect(told).not.toContain("secret");
    expect(body(new TypeError("x"))).toMatchObject({ status: 500, code: "internal" });
  });

  it.each(["ThrottlingException", "TimeoutError", "ProvisionedThroughputExceededException"])(
    "is 503 with Retry-After when AWS says %s, also behind another error",
    (name) => {
      const cause = Object.assign(new Error("x"), { name });
      const result = problem(new Error("wrapped", { cause }), "r1");

      expect(result).toMatchObject({ statusCode: 503, headers: { "retry-after": "1" } });
    },
  );

  it("is 500 when a permission is missing: nobody's retry will help", () => {
    const denied = Object.assign(new Error("x"), { name: "AccessDeniedException" });

    expect(problem(denied, "r1").statusCode).toBe(500);
  });

  it("asks to wait as long as the error says", () => {
    const limited = new AppError("limited", "x.y", "Slow down.", { retryAfter: 7 });

    expect(problem(limited, "r1")).toMatchObject({ statusCode: 429, headers: { "retry-after": "7" } });
  });
});
